"""A simulated data centre: 19 readings of its plant and of the weather, and its PUE.

Power usage effectiveness is all the power that a data centre draws, divided by the power of its
computers. The 19 inputs are those of J. Gao, "Machine Learning Applications for Data Center
Optimization" (Google, 2014), who trained five hidden layers of 50 neurons on two years of real
readings and met the PUE with a mean absolute error of 0.004. The real readings were never
published; these are computed by :mod:`helpers.datasets.cooling_plant`.
"""

from __future__ import annotations

import numpy as np

from helpers.datasets.cooling_plant import consumers
from helpers.datasets.dataset import Dataset
from helpers.datasets.options import check_count, check_level

# Name: unit, lowest and highest plausible value. The order is Gao's.
INPUTS: dict[str, tuple[str, float, float]] = {
    "server_load": ("kW", 3000, 9500),
    "network_load": ("kW", 200, 500),
    "process_pumps": ("running", 2, 6),
    "process_speed": ("%", 50, 100),
    "condenser_pumps": ("running", 2, 6),
    "condenser_speed": ("%", 50, 100),
    "towers": ("running", 2, 8),
    "tower_setpoint": ("°F", 55, 85),
    "chillers": ("running", 0, 5),
    "dry_coolers": ("running", 0, 6),
    "injection_pumps": ("running", 0, 5),
    "injection_setpoint": ("°F", 60, 76),
    "approach": ("°F", 2, 9),
    "wet_bulb": ("°F", 10, 80),
    "dry_bulb": ("°F", 20, 105),
    "enthalpy": ("kJ/kg", -8, 110),
    "humidity": ("%", 10, 98),
    "wind_speed": ("mph", 0, 40),
    "wind_direction": ("°", 0, 360),
}
SETTINGS = (  # what an operator decides; the rest is load, wear and weather
    *("process_pumps", "process_speed", "condenser_pumps", "condenser_speed"),
    *("towers", "tower_setpoint", "chillers", "dry_coolers"),
    *("injection_pumps", "injection_setpoint"),
)
_IN_FAHRENHEIT = ("tower_setpoint", "injection_setpoint", "wet_bulb", "dry_bulb")
_METRES_PER_SECOND = 0.44704  # in a mile an hour


def pue(n: int = 2000, noise: float = 0.02, seed: int = 0) -> Dataset:
    """Return operating points of a simulated data centre, each with its PUE.

    Weather and load are drawn at random over a year; the operators follow them, more or less,
    and try things out. `humidity` and `enthalpy` tell nothing that `wet_bulb` and `dry_bulb`
    do not, as in the original.

    Parameters
    ----------
    n : int
        Number of operating points, at least 2.
    noise : float
        Standard deviation of what no reading explains, relative to the power that does not go
        into computers: its logarithm is Gaussian, so that the PUE stays above 1.
    seed : int

    Returns
    -------
    Dataset
        x (n, 19) with the columns of `INPUTS`, y (n,) the PUE.
    """
    check_count(n, minimum=2)
    check_level("noise", noise)
    rng = np.random.default_rng(seed)
    x = _operating_points(n, rng)
    y = 1 + (simulate(x) - 1) * np.exp(noise * rng.standard_normal(n))
    return Dataset(
        name="pue",
        x=x,
        y=y,
        feature_names=tuple(INPUTS),
        target_names=("PUE",),
        units=tuple(unit for unit, _, _ in INPUTS.values()),
        source=f"simulated (n={n}, noise={noise}, seed={seed})",
        licence="public domain",
        description="A simulated data centre with the inputs of Gao (2014); not real readings.",
    )


def simulate(x: np.ndarray) -> np.ndarray:
    """Return the true PUE of operating points, free of noise.

    Parameters
    ----------
    x : array-like of shape (n, 19) or (19,)
        The columns of `INPUTS`, in their units.

    Returns
    -------
    numpy.ndarray of shape (n,) or (), at least 1

    Raises
    ------
    ValueError
        If there are not 19 columns, a value is missing or out of the plausible range, or the
        wet bulb is warmer than the dry bulb.
    """
    point = _checked(x)
    load = point["server_load"] + point["network_load"]
    return 1 + sum(_power(point).values()) / load


def power(x: np.ndarray) -> dict[str, np.ndarray]:
    """Return where the power goes that does not go into computers, in kW by consumer.

    Takes and refuses what :func:`simulate` does; each value has shape (n,) or ().
    """
    return _power(_checked(x))


def _checked(x):
    columns = np.asarray(x, dtype=float)
    if columns.ndim not in (1, 2) or columns.shape[-1] != len(INPUTS):
        raise ValueError(
            f"x has shape {columns.shape}; give (n, {len(INPUTS)}), the columns of pue.INPUTS"
        )
    point = dict(zip(INPUTS, np.moveaxis(columns, -1, 0), strict=True))
    for name, (unit, low, high) in INPUTS.items():
        strange = point[name][~((point[name] >= low) & (point[name] <= high))]
        if strange.size:
            raise ValueError(
                f"{name} is {strange.flat[0]:g} {unit}; the simulator knows {low} to {high}"
            )
    if (point["wet_bulb"] > point["dry_bulb"]).any():
        raise ValueError("wet_bulb is above dry_bulb; evaporation cools, so it cannot be")
    return point


def _power(point):
    """Hand the readings to the plant in the units that it computes in."""
    metric = dict(point)
    for name in _IN_FAHRENHEIT:
        metric[name] = (point[name] - 32) / 1.8
    metric["approach"] = point["approach"] / 1.8
    for name in ("process_speed", "condenser_speed"):
        metric[name] = point[name] / 100
    metric["wind_speed"] = point["wind_speed"] * _METRES_PER_SECOND
    return consumers(metric)


def _operating_points(n, rng):
    columns = _weather(n, rng)
    columns["server_load"] = rng.uniform(4000, 9000, n)
    columns["network_load"] = rng.normal(350, 40, n)
    columns["approach"] = rng.normal(5, 1, n)
    columns |= _decisions(columns, n, rng)
    return np.column_stack([_within(name, columns[name]) for name in INPUTS])


def _weather(n, rng):
    """Return weather of a temperate climate at random hours of a year."""
    season, hour = rng.uniform(0, 2 * np.pi, (2, n))
    dry_bulb = 55 + 17 * np.sin(season) + 8 * np.sin(hour) + rng.normal(0, 5, n)
    dry_bulb = _within("dry_bulb", dry_bulb)
    humidity = _within("humidity", 68 - 0.6 * (dry_bulb - 55) + rng.normal(0, 13, n))
    return {
        "dry_bulb": dry_bulb,
        "humidity": humidity,
        "wet_bulb": np.minimum(_wet_bulb(dry_bulb, humidity), dry_bulb),
        "enthalpy": _enthalpy(dry_bulb, humidity),
        "wind_speed": rng.rayleigh(7, n),
        "wind_direction": rng.uniform(0, 360, n),
    }


def _decisions(given, n, rng):
    """Return what operators set: by load and weather, give or take what they try out."""

    def about(value, spread):
        return np.round(value + rng.normal(0, spread, n))

    load, wet_bulb = given["server_load"], given["wet_bulb"]
    chillers = _within("chillers", about((wet_bulb - 52) / 5, 1))
    return {
        "process_pumps": about(load / 1700, 0.8),
        "process_speed": rng.uniform(55, 100, n),
        "condenser_pumps": about(load / 1700, 0.8),
        "condenser_speed": rng.uniform(55, 100, n),
        "towers": about(load / 1200 + 0.5, 1.2),
        "tower_setpoint": np.maximum(wet_bulb + rng.uniform(3, 14, n), rng.uniform(56, 72, n)),
        "chillers": chillers,
        "dry_coolers": about((58 - given["dry_bulb"]) / 7, 1.2),
        "injection_pumps": np.where(chillers > 0, about(chillers + 0.3, 0.6), 0),
        "injection_setpoint": rng.uniform(60, 76, n),
    }


def _within(name, values):
    _, low, high = INPUTS[name]
    return np.clip(values, low, high) + 0.0  # no -0


def _wet_bulb(dry_bulb, humidity):
    """Return the wet bulb temperature in deg F (R. Stull, J. Appl. Meteor. Climatol. 50, 2011)."""
    t, h = (dry_bulb - 32) / 1.8, humidity
    wet = (
        t * np.arctan(0.151977 * np.sqrt(h + 8.313659))
        + np.arctan(t + h)
        - np.arctan(h - 1.676331)
        + 0.00391838 * h**1.5 * np.arctan(0.023101 * h)
        - 4.686035
    )
    return wet * 1.8 + 32


def _enthalpy(dry_bulb, humidity):
    """Return the enthalpy of moist air at sea level in kJ/kg (ASHRAE Fundamentals, chapter 1).

    The pressure of saturated vapour by Magnus's formula (WMO Guide No. 8), in hPa.
    """
    t = (dry_bulb - 32) / 1.8
    vapour = humidity / 100 * 6.112 * np.exp(17.62 * t / (243.12 + t))
    ratio = 0.622 * vapour / (1013.25 - vapour)
    return 1.006 * t + ratio * (2501 + 1.86 * t)
