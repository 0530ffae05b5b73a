from minetrace.places import relations, split_relation


def test_the_relations_start_with_in_and_hold_the_eight_winds() -> None:
    assert relations()[0] == "in"
    assert len([name for name in relations() if name.endswith(" of")]) == 9  # eight winds and "direction of"
    assert {"near", "along", "between"} < set(relations())


def test_a_name_that_is_only_a_relation_word_stays_a_name() -> None:
    assert split_relation("Near") == ("in", "Near")
