package io.partita.nemesis.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PartitionsTests {

    static IntStream sizes() {
        return IntStream.rangeClosed(3, 25);
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void inTheRingEveryNodeSeesAMajorityAndNoTwoSeeTheSame(int n) {
        for (int seed = 0; seed < 20; seed++) {
            List<String> nodes = names(n);
            Cut cut = Partitions.majorities(nodes, new Random(seed)).cut();
            Set<Set<String>> views = new HashSet<>();
            for (String node : nodes) {
                Set<String> seen = cut.seenBy(node, nodes);
                assertThat(seen).contains(node).hasSizeGreaterThan(n / 2);
                views.add(seen);
            }
            assertThat(views).as("different views").hasSize(n);
        }
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void inTheRingNobodySeesMoreThanTheLeastMajorityUnlessNoGraphAllowsIt(int n) {
        List<String> nodes = names(n);
        Cut cut = Partitions.majorities(nodes, new Random(n)).cut();
        List<Integer> sizes = new ArrayList<>();
        nodes.forEach(node -> sizes.add(cut.seenBy(node, nodes).size()));
        int least = n / 2 + 1;
        long larger = sizes.stream().filter(size -> size == least + 1).count();
        assertThat(sizes).allMatch(size -> size == least || size == least + 1);
        assertThat(larger).isEqualTo(n % 4 == 3 ? 1 : 0);
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void everyShapeIsSymmetric(int n) {
        List<String> nodes = names(n);
        var random = new Random(n);
        for (Cut cut : List.of(
                Partitions.majorities(nodes, random).cut(),
                Partitions.majority(nodes, random).cut(),
                Partitions.halves(nodes, random).cut())) {
            assertThat(cut.dropped()).isNotEmpty().allMatch(link -> cut.drops(link.to(), link.from()));
        }
    }

    @Test
    void oneNodeAgainstTheRestIsAnyOfThem() {
        var alone = new HashSet<String>();
        for (int seed = 0; seed < 100; seed++) {
            Partitions.Shape shape = Partitions.randomNode(List.of("n1", "n2", "n3"), new Random(seed));
            String node = shape.words().substring(0, 2);
            assertThat(shape).isEqualTo(Partitions.apart(List.of(node), List.of("n1", "n2", "n3")));
            alone.add(node);
        }
        assertThat(alone).containsExactlyInAnyOrder("n1", "n2", "n3");
    }

    @Test
    void aRandomChoiceHasItsSizeAndTheOrderOfTheNodes() {
        var chosen = new HashSet<List<String>>();
        for (int seed = 0; seed < 100; seed++) {
            chosen.add(Partitions.randomOf(List.of("n1", "n2", "n3"), 2, new Random(seed)));
        }
        assertThat(chosen).containsExactlyInAnyOrder(List.of("n1", "n2"), List.of("n1", "n3"), List.of("n2", "n3"));
        assertThatThrownBy(() -> Partitions.randomOf(List.of("n1"), 2, new Random(0)))
                .hasMessage("there are no 2 of [n1] to choose");
    }

    @Test
    void theRingOfFiveIsARing() {
        List<String> nodes = names(5);
        Cut cut = Partitions.majorities(nodes, new Random(1)).cut();
        nodes.forEach(node -> assertThat(cut.seenBy(node, nodes)).hasSize(3));
        assertThat(cut.dropped()).hasSize(10);
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void theMajorityCutLeavesExactlyOneMajority(int n) {
        List<String> nodes = names(n);
        Cut cut = Partitions.majority(nodes, new Random(n)).cut();
        Set<Set<String>> sides = new HashSet<>();
        nodes.forEach(node -> sides.add(cut.seenBy(node, nodes)));
        assertThat(sides).hasSize(2);
        assertThat(sides.stream().filter(side -> side.size() > n / 2)).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void halvesDifferByOneNodeAtMost(int n) {
        List<String> nodes = names(n);
        Cut cut = Partitions.halves(nodes, new Random(n)).cut();
        int side = cut.seenBy("n1", nodes).size();
        assertThat(Math.abs(n - 2 * side)).isEqualTo(n % 2);
    }

    @Test
    void shapesDependOnTheSeed() {
        List<String> nodes = names(5);
        Set<Cut> cuts = new HashSet<>();
        for (int seed = 0; seed < 200; seed++) {
            cuts.add(Partitions.majorities(nodes, new Random(seed)).cut());
            assertThat(Partitions.majorities(nodes, new Random(seed)))
                    .isEqualTo(Partitions.majorities(nodes, new Random(seed)));
        }
        assertThat(cuts).as("all twelve rings of five nodes").hasSize(12);
    }

    @Test
    void wordsSayWhoSeesWhom() {
        assertThat(Partitions.apart(List.of("n2"), names(3)).words()).isEqualTo("n2 | n1,n3");
        assertThat(Partitions.majorities(names(3), new Random(0)).words()).contains("n1 sees ", "n2 sees ", "n3 sees ");
    }

    @Test
    void tooFewNodesAreRefused() {
        assertThatThrownBy(() -> Partitions.majorities(names(2), new Random(0)))
                .hasMessage("this partition needs 3 nodes, there are 2");
        assertThatThrownBy(() -> Partitions.apart(names(3), names(3))).hasMessageContaining("nothing to cut");
    }

    @Test
    void aPairSeesAllButEachOther() {
        List<String> nodes = names(5);
        Partitions.Shape shape = Partitions.pair("n2", "n4", nodes);
        assertThat(shape.words()).isEqualTo("n2 | n4; all others see both");
        assertThat(shape.cut().toJson()).containsExactly(List.of("n2", "n4"), List.of("n4", "n2"));
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void aBridgeSeesEveryNodeAndNobodyElseSeesBothHalves(int n) {
        List<String> nodes = names(n);
        Cut cut = Partitions.bridge("n2", nodes, new Random(n)).cut();
        assertThat(cut.seenBy("n2", nodes)).containsExactlyInAnyOrderElementsOf(nodes);
        for (String node : nodes) {
            if (!node.equals("n2")) {
                assertThat(cut.seenBy(node, nodes)).contains("n2").hasSizeBetween(2 + (n - 1) / 2 - 1, 1 + n / 2);
            }
        }
    }

    @Test
    void whatGoesOneWayComesBack() {
        List<String> nodes = names(3);
        Partitions.Shape out = Partitions.outbound(List.of("n1"), nodes);
        Partitions.Shape in = Partitions.inbound(List.of("n1"), nodes);
        assertThat(out.words()).isEqualTo("packets from n1 do not arrive at n2,n3");
        assertThat(out.cut().toJson()).containsExactly(List.of("n1", "n2"), List.of("n1", "n3"));
        assertThat(in.words()).isEqualTo("packets from n2,n3 do not arrive at n1");
        assertThat(in.cut().toJson()).containsExactly(List.of("n2", "n1"), List.of("n3", "n1"));
        assertThatThrownBy(() -> Partitions.outbound(nodes, nodes)).hasMessageContaining("nothing to cut");
    }

    private static List<String> names(int n) {
        return IntStream.rangeClosed(1, n).mapToObj(i -> "n" + i).toList();
    }
}
