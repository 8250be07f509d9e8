"""Search spaces: functions from AutoKeras's input node to the node before the head.

Write your own with any blocks of :mod:`autokeras`; a space is built anew for each search.
"""

import autokeras as ak
from keras_tuner.engine.hyperparameters import Choice

# What AutoKeras itself tries first on tables; the names are those that its blocks get.
TABLE_START = {
    "structured_data_block_1/normalize": True,
    "structured_data_block_1/dense_block_1/num_layers": 2,
    "structured_data_block_1/dense_block_1/use_batchnorm": False,
    "structured_data_block_1/dense_block_1/dropout": 0,
    "structured_data_block_1/dense_block_1/units_0": 32,
    "structured_data_block_1/dense_block_1/units_1": 32,
    "optimizer": "adam",
    "learning_rate": 0.001,
}


def dense_table(table):
    """Return AutoKeras's own space for tables: one to three dense layers, normalised input or not."""
    return ak.StructuredDataBlock()(table)


def small_convnet(image):
    """Return a space of small convolutional networks that a laptop can search.

    One to three blocks of one 3x3 convolution with 8, 16 or 32 filters and maximum pooling,
    then one dense layer of 32 or 64. AutoKeras's own image space goes on to ResNet50
    and EfficientNetB7, which are not for a laptop.
    """
    image = ak.Normalization()(image)
    image = ak.ConvBlock(
        kernel_size=3,
        num_blocks=Choice("num_blocks", [1, 2, 3], default=2),
        num_layers=1,
        filters=Choice("filters", [8, 16, 32], default=16),
        max_pooling=True,
        separable=False,
        dropout=0.0,
    )(image)
    image = ak.SpatialReduction(reduction_type="flatten")(image)
    return ak.DenseBlock(
        num_layers=1,
        num_units=Choice("num_units", [32, 64], default=32),
        use_batchnorm=False,
        dropout=Choice("dropout", [0.0, 0.25], default=0.0),
    )(image)
