"""What the guard of a check asks of the watch over the kernel: audit events by these names."""

GUARD = "neuron-to-nas.guard"
LOOK = "neuron-to-nas.look"
NOTE = "neuron-to-nas.note"
REPORT = "neuron-to-nas.report"
