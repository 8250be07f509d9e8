"""How much power a water-cooled data centre needs beside its computers: a steady-state model.

Heat flows from the servers through room air, process water and a heat exchanger into condenser
water, and from there into the air outside, by cooling towers and dry coolers. Chillers take
over what the outside air is too warm for. Every equation is a textbook one in its simplest form;
the sizes are those of an invented plant for 10 MW. Sources, as cited below:

.. [1] ASHRAE Handbook, HVAC Systems and Equipment (2020): fans, pumps, cooling towers, chillers.
.. [2] S. Pelley et al., "Understanding and Abstracting Total Data Center Power", WEED 2009.
.. [3] J. E. Braun et al., "Effectiveness Models for Cooling Towers and Cooling Coils", ASHRAE
       Transactions 95(2), 1989.

Power and heat are in kW, temperatures in degrees Celsius, flows in kg/s.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

WATER = 4.19  # heat capacity, kJ/(kg K)
KELVIN = 273.15
RATED_LOAD = 10_000.0

BUILDING = 40.0  # lights and offices
PROCESS_PUMP = {"power": 32.0, "flow": 75.0}  # each, at full speed
CONDENSER_PUMP = {"power": 35.0, "flow": 85.0}
INJECTION_PUMP, INJECTION_HEAT = 8.0, 1300.0
TOWER_FAN, TOWER_IDLE, TOWER_HEAT = 25.0, 4.0, 180.0  # kW, kW, kW/K of mean water over wet bulb
DRY_COOLER_FAN, DRY_COOLER_HEAT = 14.0, 40.0  # kW, kW/K of warm water over dry bulb
CHILLER_HEAT, CHILLER_IDLE, CARNOT_SHARE, HIGHEST_COP = 1500.0, 25.0, 0.55, 12.0
NEAREST_TO_WET_BULB = 1.5  # K, however many towers run
ROOM_FANS, HOT_AISLE, RATED_RISE, COIL = 350.0, 40.0, 14.0, 2.0  # kW, deg C, K, K
EMERGENCY_COP = 2.5
PASSES = 15  # until chillers, dry coolers and towers agree, to 0.00001 of the PUE


def consumers(point: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Return the power of everything that is not a computer.

    Parameters
    ----------
    point : mapping of str to array of shape (n,)
        The inputs by name; temperatures in degrees Celsius, the heat exchanger's approach in K,
        speeds of pumps as a share of full speed, wind in m/s and degrees.

    Returns
    -------
    dict of str to numpy.ndarray
        kW by consumer, each at least 0.
    """
    load = point["server_load"] + point["network_load"]
    process, process_power = _pumps(PROCESS_PUMP, point["process_pumps"], point["process_speed"])
    condenser, condenser_power = _pumps(
        CONDENSER_PUMP, point["condenser_pumps"], point["condenser_speed"]
    )
    water = _settle(point, load, process, condenser)
    fans, emergency = _room(load, water["supply"], load / (WATER * process))
    return {
        "power distribution": _distribution_losses(load),
        "building": np.full_like(load, BUILDING),
        "room fans": fans,
        "emergency coolers": emergency,
        "process pumps": process_power,
        "condenser pumps": condenser_power,
        "towers": point["towers"] * (TOWER_IDLE + TOWER_FAN * water["tower_air"] ** 3),
        "dry coolers": point["dry_coolers"] * DRY_COOLER_FAN,
        "chillers": water["compressors"] + point["chillers"] * CHILLER_IDLE,
        "injection pumps": point["injection_pumps"] * INJECTION_PUMP,
    }


def _pumps(pump, count, speed):
    """Return flow and power: the affinity laws, flow ~ speed and power ~ speed cubed [1]_."""
    return count * speed * pump["flow"], count * speed**3 * pump["power"]


def _distribution_losses(load):
    """Return the losses of transformers and batteries: constant, linear and square terms [2]_."""
    share = load / RATED_LOAD
    return RATED_LOAD * (0.003 + 0.015 * share + 0.005 * share**2)


def _settle(point, load, process, condenser):
    """Return the water temperatures and flows of heat on which all the machines agree.

    Compressors heat the tower, whose water decides how hard they work; so iterate, with half a
    step for the dry coolers, which would swing.
    """
    compressors = dry = np.zeros_like(load)
    for _ in range(PASSES):
        rejected = load + compressors
        leaving, air = _tower(point, rejected - dry, (rejected - dry) / (WATER * condenser))
        warm_range = rejected / (WATER * condenser)
        dry = (dry + _dry_coolers(point, leaving + warm_range, rejected)) / 2
        exchanged = _heat_exchanger(point, leaving, warm_range, load / (WATER * process))
        supply, compressors = _chillers(point, load, process, exchanged, leaving + warm_range)
    return {"supply": supply, "compressors": compressors, "tower_air": air}


def _tower(point, heat, water_range):
    """Return the temperature of the water that leaves the towers, and their air flow, 0 to 1.

    The heat that a tower sheds is taken as proportional to its air flow and to the distance of
    its mean water temperature from the wet bulb, a linear form of [3]_. Fans run as slowly as
    the set point allows; at full speed the water gets warmer than the set point.
    """
    wet_bulb = point["wet_bulb"] + _recirculation(point)
    strength = point["towers"] * TOWER_HEAT
    at_full_speed = wet_bulb + heat / strength - water_range / 2
    leaving = np.maximum(point["tower_setpoint"], at_full_speed)
    leaving = np.maximum(leaving, wet_bulb + NEAREST_TO_WET_BULB)
    air = heat / (strength * (leaving + water_range / 2 - wet_bulb))
    return leaving, np.clip(air, 0, 1)


def _recirculation(point):
    """Return by how much the towers' own vapour, blown back to them, raises the wet bulb, in K.

    An assumption: at most 0.8 K, when a strong wind comes from 240 degrees, along the row.
    """
    along = np.maximum(0, np.cos(np.radians(point["wind_direction"] - 240)))
    return 0.8 * along * point["wind_speed"] / (point["wind_speed"] + 5)


def _dry_coolers(point, warm, rejected):
    """Return the heat that dry coolers shed, proportional to water over dry bulb [1]_.

    Wind helps their fans (an assumption: 3 % for each m/s).
    """
    strength = point["dry_coolers"] * DRY_COOLER_HEAT * (1 + 0.03 * point["wind_speed"])
    return np.clip(strength * (warm - point["dry_bulb"]), 0, 0.9 * rejected)


def _heat_exchanger(point, leaving, warm_range, process_range):
    """Return the temperature of the process water behind the heat exchanger.

    It comes within the approach of the tower water, unless there is too little of that: then
    the two streams meet at the other end [1]_.
    """
    return leaving + point["approach"] + np.maximum(0, warm_range - process_range)


def _chillers(point, load, process, exchanged, condensing):
    """Return the temperature of the supply water and the power of the compressors.

    Chillers cool the process water down to the injection set point as far as they and the
    injection pumps can. They reach a fixed share of Carnot's efficiency [1]_: the coefficient of
    performance falls with the lift, from 4 K under the supply to 5 K over the condenser water.
    """
    target = np.minimum(exchanged, point["injection_setpoint"])
    demand = np.minimum(WATER * process * (exchanged - target), load)
    capacity = np.minimum(
        point["chillers"] * CHILLER_HEAT, point["injection_pumps"] * INJECTION_HEAT
    )
    cooled = np.minimum(demand, capacity)
    done = np.divide(cooled, demand, out=np.zeros_like(demand), where=demand > 0)
    supply = exchanged - done * (exchanged - target)
    lift = np.maximum(condensing + 5 - (supply - 4), 1.0)
    performance = np.minimum(CARNOT_SHARE * (supply - 4 + KELVIN) / lift, HIGHEST_COP)
    return supply, cooled / performance


def _room(load, supply, process_range):
    """Return the power of the room's fans, and that of its emergency coolers.

    The coil cools the air to 2 K over its mean water temperature. Warmer air must flow faster
    to carry the same heat to the water, and a fan's power grows with the cube of the flow [1]_.
    What the fans at full speed cannot carry, small coolers with compressors of their own take.
    """
    cold_aisle = supply + process_range / 2 + COIL
    rise = np.maximum(HOT_AISLE - cold_aisle, 1e-6) / RATED_RISE
    share = load / RATED_LOAD
    flow = np.minimum(share / rise, 1)
    left = RATED_LOAD * np.maximum(share - flow * rise, 0)
    return ROOM_FANS * flow**3, left / EMERGENCY_COP
