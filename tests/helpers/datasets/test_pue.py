import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.datasets import load
from helpers.datasets.pue import INPUTS, SETTINGS, power, simulate

PLACE = {name: place for place, name in enumerate(INPUTS)}


def numbers(name):
    unit, low, high = INPUTS[name]
    if unit == "running":
        return st.integers(low, high).map(float)
    return st.floats(low, high, allow_subnormal=False)


@st.composite
def points(draw):
    """Any operating point in range whose air is possible."""
    x = np.array([draw(numbers(name)) for name in INPUTS])
    x[PLACE["wet_bulb"]] = min(x[PLACE["wet_bulb"]], x[PLACE["dry_bulb"]])
    return x


def changed(x, **values):
    x = x.copy()
    for name, value in values.items():
        x[PLACE[name]] = value
    return x


SUMMER = {
    **{"server_load": 6500, "network_load": 350, "process_pumps": 4, "process_speed": 75},
    **{"condenser_pumps": 4, "condenser_speed": 75, "towers": 6, "tower_setpoint": 76},
    **{"chillers": 3, "dry_coolers": 0, "injection_pumps": 3, "injection_setpoint": 68},
    **{"approach": 5, "wet_bulb": 72, "dry_bulb": 85, "enthalpy": 84, "humidity": 54},
    **{"wind_speed": 8, "wind_direction": 180},
}
summer = np.array([SUMMER[name] for name in INPUTS], dtype=float)
winter = changed(summer, wet_bulb=35, dry_bulb=40, tower_setpoint=62, chillers=0)


@settings(deadline=None)
@given(points())
def test_nothing_makes_power_and_the_parts_make_the_whole(x):
    parts = power(x)
    assert all(kilowatts >= 0 for kilowatts in parts.values())
    computers = x[PLACE["server_load"]] + x[PLACE["network_load"]]
    whole = (computers + sum(parts.values())) / computers
    assert simulate(x) == pytest.approx(whole)
    assert 1 < simulate(x) < 2


@settings(deadline=None)
@given(points(), st.floats(0, 12))
def test_towers_never_cool_better_in_moister_air(x, more):
    x = changed(x, dry_coolers=0, chillers=0)
    wet_bulb = min(x[PLACE["wet_bulb"]] + more, x[PLACE["dry_bulb"]], 80)
    assert simulate(changed(x, wet_bulb=wet_bulb)) >= simulate(x) - 1e-9


@settings(deadline=None)
@given(points())
def test_pumps_obey_the_affinity_laws(x):
    slow, fast = (power(changed(x, process_speed=speed)) for speed in (50, 100))
    assert fast["process pumps"] == pytest.approx(8 * slow["process pumps"])
    two, four = (power(changed(x, condenser_pumps=count)) for count in (2, 4))
    assert four["condenser pumps"] == pytest.approx(2 * two["condenser pumps"])


@settings(deadline=None)
@given(points())
def test_a_fouled_heat_exchanger_never_helps_without_chillers(x):
    clean, fouled = (simulate(changed(x, approach=approach, chillers=0)) for approach in (2, 9))
    assert fouled >= clean


@settings(deadline=None)
@given(points())
def test_what_is_off_draws_nothing(x):
    off = power(changed(x, chillers=0, dry_coolers=0, injection_pumps=0))
    assert off["chillers"] == off["dry coolers"] == off["injection pumps"] == 0


@settings(deadline=None)
@given(points())
def test_readings_of_the_air_beside_its_temperatures_change_nothing(x):
    assert simulate(changed(x, humidity=30, enthalpy=20)) == simulate(x)


def test_a_chiller_works_harder_the_higher_it_lifts():
    cold, mild = (power(changed(summer, injection_setpoint=t))["chillers"] for t in (62, 74))
    assert cold > mild
    assert power(changed(winter, injection_setpoint=76))["chillers"] == 0


def test_chillers_pay_in_summer_and_not_in_winter():
    assert simulate(summer) < simulate(changed(summer, chillers=0))
    assert simulate(winter) < simulate(changed(winter, chillers=3))


def test_dry_coolers_work_by_the_dry_bulb():
    few_towers = changed(winter, towers=2, wet_bulb=52, dry_bulb=57)
    assert simulate(changed(few_towers, dry_coolers=3)) < simulate(few_towers)
    assert simulate(changed(summer, dry_bulb=104, dry_coolers=3)) > simulate(summer)


@pytest.mark.parametrize(
    ("setting", "low", "good", "high"),
    [("tower_setpoint", 55, 60, 80), ("process_speed", 50, 70, 100), ("towers", 2, 6, 6)],
)
def test_settings_have_a_best_value_between_the_extremes(setting, low, good, high):
    start = changed(winter, wet_bulb=50, dry_bulb=59)
    pues = [simulate(changed(start, **{setting: value})) for value in (low, good, high)]
    assert pues[1] == min(pues) < pues[0]


def test_towers_cannot_cool_below_the_wet_bulb():
    # No set point below the wet bulb can be reached: the towers run at full speed for both.
    assert simulate(changed(summer, tower_setpoint=55)) == simulate(
        changed(summer, tower_setpoint=65)
    )


def test_one_point_and_many_give_the_same():
    many = simulate(np.stack([summer, winter]))
    assert many.tolist() == [simulate(summer), simulate(winter)]
    assert simulate(summer).shape == ()


@pytest.mark.parametrize("seed", range(3))
def test_the_data_look_like_a_well_run_data_centre(seed):
    data = load("pue", n=3000, seed=seed)
    assert data.feature_names == tuple(INPUTS)
    assert len(INPUTS) == 19
    assert set(SETTINGS) < set(INPUTS)
    low, middle, high = np.percentile(data.y, (1, 50, 99))
    assert 1.04 < low < 1.08 < middle < 1.15 < high < 1.4
    for (unit, lowest, highest), column in zip(INPUTS.values(), data.x.T, strict=True):
        assert lowest <= column.min() < column.max() <= highest
        assert unit != "running" or (column == np.round(column)).all()


def test_weather_is_consistent():
    frame = load("pue", n=500).frame()
    assert (frame["wet_bulb"] <= frame["dry_bulb"]).all()
    near_saturation = frame[frame["humidity"] > 97]
    assert (near_saturation["dry_bulb"] - near_saturation["wet_bulb"]).max() < 1.5
    # ASHRAE's tables: saturated air at 59 degrees Fahrenheit, 15 Celsius, has 42.1 kJ/kg.
    from helpers.datasets.pue import _enthalpy, _wet_bulb

    assert _enthalpy(59.0, 100.0) == pytest.approx(42.1, abs=0.2)
    # Stull's example: 20 degrees Celsius and 50 % give a wet bulb of 13.7.
    assert _wet_bulb(68.0, 50.0) == pytest.approx(32 + 1.8 * 13.7, abs=0.1)


def test_noise_is_what_it_says_seeded_and_never_reaches_one():
    data = load("pue", n=4000, noise=0.1, seed=2)
    errors = np.log((data.y - 1) / (simulate(data.x) - 1))
    assert errors.mean() == pytest.approx(0, abs=0.006)
    assert errors.std() == pytest.approx(0.1, rel=0.05)
    assert (load("pue", n=200, noise=3).y > 1).all()
    exact = load("pue", n=50, noise=0)
    assert np.array_equal(exact.y, simulate(exact.x))
    assert np.array_equal(load("pue", n=50).y, load("pue", n=50).y)
    assert not np.array_equal(load("pue", n=50).y, load("pue", n=50, seed=1).y)


def test_it_is_labelled_simulated():
    data = load("pue", n=10)
    assert data.source == "simulated (n=10, noise=0.02, seed=0)"
    assert "simulated" in data.description
    assert "not real" in data.description


@pytest.mark.parametrize(
    ("x", "message"),
    [
        (np.zeros(18), r"shape \(18,\); give \(n, 19\)"),
        (changed(summer, towers=0), "towers is 0 running; the simulator knows 2 to 8"),
        (changed(summer, wind_speed=np.nan), "wind_speed is nan mph; the simulator knows 0 to 40"),
        (changed(summer, wet_bulb=79, dry_bulb=70), "wet_bulb is above dry_bulb"),
    ],
)
def test_impossible_points_are_refused(x, message):
    with pytest.raises(ValueError, match=message):
        simulate(x)


def test_a_bad_option_is_refused():
    with pytest.raises(ValueError, match="n=1 is not a number of examples"):
        load("pue", n=1)
    with pytest.raises(ValueError, match="noise=-1 is out of range"):
        load("pue", noise=-1)
