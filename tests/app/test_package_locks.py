import gc
import weakref


def test_a_lock_is_the_same_while_someone_has_it_and_gone_afterwards(practice) -> None:
    package_lock = practice.workspace().package_lock
    with package_lock("p1"):
        assert package_lock("p1").locked()
    ended = [weakref.ref(package_lock(f"p{n}")) for n in range(100)]
    gc.collect()
    assert not any(lock() for lock in ended)
    assert not package_lock("p1").locked()
