package io.partita.nemesis.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetTests {

    private static final List<String> NODES = List.of("n1", "n2", "n3", "n4", "n5");

    /** Five nodes with masters on the first three; n2 leads them, n3 leads the whole. */
    private static final Scene SCENE = new Scene() {
        @Override
        public List<String> nodes() {
            return NODES;
        }

        @Override
        public List<String> candidates() {
            return List.of("n1", "n2", "n3", "n4");
        }

        @Override
        public boolean isFree(String node) {
            return !node.equals("n5");
        }

        @Override
        public List<String> role(String label) {
            return Optional.ofNullable(
                            Map.of("master", List.of("n1", "n2", "n3")).get(label))
                    .orElseThrow(() -> new IllegalArgumentException("no role " + label));
        }

        @Override
        public List<String> leaders(Optional<String> label) {
            return List.of(label.isPresent() ? "n2" : "n3");
        }
    };

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "n2 | n2",
                "n4,n2 | n2,n4",
                "n4 + n2 | n2,n4",
                "all | n1,n2,n3,n4",
                "leader | n3",
                "leader(master) | n2",
                "role(master) | n1,n2,n3",
                "standby(master) | n1,n3",
                "all - leader(master) | n1,n3,n4",
                "all - (n1, n2) | n3,n4",
                "all - n1, n2 | n2,n3,n4",
                "role(master) & n3,n4 | n3,n4",
                "all(role(master)) | n1,n2,n3",
                "random(2, role(master) - n1) | n2,n3",
                "majority(n1,n2) | n1,n2",
                "random(4) | n1,n2,n3,n4",
            })
    void namesNodesInTheOrderOfTheCluster(String expression, String nodes) {
        assertThat(String.join(",", choose(expression, 7))).isEqualTo(nodes);
    }

    @ParameterizedTest
    @CsvSource({
        "one,1,1",
        "minority,1,1",
        "majority,3,3",
        "random(2),2,2",
        "minority-third,1,1",
        "minority(n1+all+n5),1,2"
    })
    void drawsAsManyAsItSays(String expression, int least, int most) {
        var sizes = IntStream.range(0, 200)
                .map(seed -> choose(expression, seed).size())
                .summaryStatistics();
        assertThat(List.of(sizes.getMin(), sizes.getMax())).isEqualTo(List.of(least, most));
    }

    @Test
    void drawsEveryCandidateInTimeAndTheSameForTheSameSeed() {
        assertThat(IntStream.range(0, 200).mapToObj(seed -> choose("one", seed).get(0)))
                .containsOnly("n1", "n2", "n3", "n4")
                .contains("n1", "n2", "n3", "n4");
        assertThat(choose("random(2)", 5)).isEqualTo(choose("random(2)", 5));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | at the end",
                "n1, | at the end",
                "role | expected a role in brackets behind role",
                "role(master | expected )",
                "n1 n2 | expected an operator",
                "random(0) | a number from 1",
                "random(n1) | a number from 1",
                "leader() | expected a role",
                "every(n1) | nothing called every takes an argument",
                "-n1 | expected a node",
            })
    void saysWhatIsWrongAndWhere(String expression, String words) {
        assertThatThrownBy(() -> Target.parse(expression))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is no target")
                .hasMessageContaining(words);
    }

    @Test
    void aNodeThatThereIsNotIsAnError() {
        assertThatThrownBy(() -> choose("n9", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no node is called n9; there are n1, n2, n3, n4, n5");
    }

    @Test
    void whatIsDrawnIsDrawnOfFreeNodes() {
        assertThat(IntStream.range(0, 50).mapToObj(seed -> choose("one(n4,n5)", seed)))
                .containsOnly(List.of("n4"));
        assertThat(choose("n4,n5", 1)).as("what is named is not drawn").containsExactly("n4", "n5");
        assertThatThrownBy(() -> choose("random(2, n4,n5)", 1))
                .hasMessageContaining("2 of")
                .hasMessageContaining("only [n4] are free of other faults");
    }

    @Test
    void moreThanThereAreIsAnError() {
        assertThatThrownBy(() -> choose("random(5)", 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void saysWhomItNames() {
        Target target = Target.parse("all - leader(marathon) - role(agent), minority(n3)");
        assertThat(target.roles()).containsExactly("agent", "marathon");
        assertThat(target.nodes()).containsExactly("n3");
        assertThat(target.asksForLeader()).isFalse();
        assertThat(Target.parse("one(leader)").asksForLeader()).isTrue();
    }

    private static List<String> choose(String expression, long seed) {
        return Target.parse(expression).choose(SCENE, new Random(new SplittableRandom(seed).nextLong()));
    }
}
