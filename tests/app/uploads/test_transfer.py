"""The speed of a batch is that of the last seconds."""

from bcdc_desktop.app.uploads.transfer import TransferProgress, TransferRate


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_line_that_became_slower_is_told_within_seconds() -> None:
    clock = Clock()
    meter = TransferRate(clock)
    sent, told = 0, []
    for second in range(20):
        clock.now += 1
        sent += 1000 if second < 10 else 100
        told.append(meter.speed(sent))
    assert told[0] == told[9] == 1000
    assert told[19] == 100


def test_an_act_that_is_sent_again_another_way_begins_anew() -> None:
    clock = Clock()
    meter = TransferRate(clock)
    clock.now += 1
    assert meter.speed(500) == 500
    clock.now += 1
    assert meter.speed(0) == 0
    clock.now += 1
    assert meter.speed(200) == 200


def test_time_left_is_not_known_while_nothing_moves() -> None:
    assert TransferProgress(10, 100, 0.0).seconds_left is None
    assert TransferProgress(10, 100, 30.0).seconds_left == 3
