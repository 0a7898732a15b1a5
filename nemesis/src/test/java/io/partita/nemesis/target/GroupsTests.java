package io.partita.nemesis.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.nemesis.target.Groups.WrongGroups;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class GroupsTests {

    private static final List<String> NODES = List.of("n1", "n2", "n3", "n4");

    private static Set<String> seen(Partitions.Shape shape, String node) {
        return shape.cut().seenBy(node, NODES);
    }

    private static List<String> problems(ThrowingCallable declaration) {
        var problems = new ArrayList<String>();
        assertThatThrownBy(declaration)
                .isInstanceOfSatisfying(WrongGroups.class, wrong -> problems.addAll(wrong.problems()));
        return problems;
    }

    @Test
    void disjointGroupsAreWholeInsideAndHaveNothingBetweenThem() {
        var shape = Groups.disjoint(NODES, List.of(List.of("n4", "n1"), List.of("n2", "n3")));
        assertThat(seen(shape, "n1")).containsExactly("n1", "n4");
        assertThat(seen(shape, "n4")).containsExactly("n1", "n4");
        assertThat(seen(shape, "n2")).containsExactly("n2", "n3");
        assertThat(shape.words()).isEqualTo("n4,n1 | n2,n3");
    }

    @Test
    void oneGroupOfAllIsTheWholeNetwork() {
        assertThat(Groups.disjoint(NODES, List.of(NODES)).cut()).isEqualTo(Cut.NONE);
        assertThat(Groups.split(NODES, List.of(NODES)).cut()).isEqualTo(Cut.NONE);
    }

    @Test
    void disjointGroupsNameEveryNode() {
        assertThat(problems(() -> Groups.disjoint(NODES, List.of(List.of("n1"), List.of("n3")))))
                .containsExactly("missing nodes: n2, n4");
    }

    @Test
    void disjointGroupsNameEveryNodeOnce() {
        assertThat(problems(
                        () -> Groups.disjoint(NODES, List.of(List.of("n1", "n2"), List.of("n2", "n3", "n4", "n3")))))
                .containsExactly("node n2 listed twice", "node n3 listed twice");
    }

    @Test
    void everythingWrongIsSaidAtOnce() {
        assertThat(problems(() -> Groups.disjoint(NODES, List.of(List.of("n1", "n9"), List.of(), List.of("n1", "n2")))))
                .containsExactly(
                        "a group names no node", "unknown node n9", "node n1 listed twice", "missing nodes: n3, n4");
    }

    @Test
    void aNodeInTwoGroupsSeesBothAndDoesNotJoinThem() {
        var shape = Groups.split(NODES, List.of(List.of("n1", "n2"), List.of("n2", "n3", "n4")));
        assertThat(seen(shape, "n1")).containsExactly("n1", "n2");
        assertThat(seen(shape, "n2")).containsExactly("n1", "n2", "n3", "n4");
        assertThat(seen(shape, "n3")).containsExactly("n2", "n3", "n4");
    }

    @Test
    void aNodeThatASplitDoesNotNameIsAlone() {
        var shape = Groups.split(NODES, List.of(List.of("n1", "n2"), List.of("n2", "n3")));
        assertThat(seen(shape, "n4")).containsExactly("n4");
        assertThat(shape.words()).isEqualTo("n1,n2 | n2,n3 | n4");
    }

    @Test
    void aNodeCannotBeTwiceInOneGroup() {
        assertThat(problems(() -> Groups.split(NODES, List.of(List.of("n1", "n2", "n1"), List.of("n2", "n3")))))
                .containsExactly("node n1 listed twice in one group");
    }

    @Test
    void isolatedNodesDoNotSeeEachOther() {
        var shape = Groups.isolate(NODES, List.of("n1", "n3"));
        assertThat(seen(shape, "n1")).containsExactly("n1");
        assertThat(seen(shape, "n3")).containsExactly("n3");
        assertThat(seen(shape, "n2")).containsExactly("n2", "n4");
        assertThat(shape.words()).isEqualTo("n1 | n3 | n2,n4");
    }

    @Test
    void isolationNamesNodesOfTheClusterOnceEach() {
        assertThat(problems(() -> Groups.isolate(NODES, List.of("n1", "n1", "n7"))))
                .containsExactly("unknown node n7", "node n1 listed twice");
        assertThat(problems(() -> Groups.isolate(NODES, List.of()))).containsExactly("a group names no node");
    }
}
