package io.partita.testbed.marathon.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.marathon.app.AppDefinition.Constraint;
import io.partita.testbed.marathon.orchestration.Constraints.Location;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConstraintsTests {

    private static final Location A = new Location("a", Map.of("rack", "r1"));
    private static final Location B = new Location("b", Map.of("rack", "r1"));
    private static final Location C = new Location("c", Map.of("rack", "r2"));
    private static final Location BARE = new Location("d", Map.of());

    private static boolean allows(String field, String operator, String value, Location offered, Location... placed) {
        return Constraints.allow(
                List.of(new Constraint(field, operator, Optional.ofNullable(value))), offered, Arrays.asList(placed));
    }

    @Test
    void uniqueAllowsEachValueOnce() {
        assertThat(allows("hostname", "UNIQUE", null, A, B, C)).isTrue();
        assertThat(allows("hostname", "UNIQUE", null, A, B, A)).isFalse();
        assertThat(allows("rack", "UNIQUE", null, A, B)).isFalse();
        assertThat(allows("rack", "UNIQUE", null, BARE)).isFalse();
    }

    @Test
    void clusterKeepsAllAtTheGivenValueOrAtThatOfTheFirst() {
        assertThat(allows("rack", "CLUSTER", "r2", C)).isTrue();
        assertThat(allows("rack", "CLUSTER", "r2", A)).isFalse();
        assertThat(allows("rack", "CLUSTER", null, A)).isTrue();
        assertThat(allows("rack", "CLUSTER", null, B, A)).isTrue();
        assertThat(allows("rack", "CLUSTER", null, C, A)).isFalse();
    }

    @Test
    void groupByFillsTheSmallestGroup() {
        assertThat(allows("rack", "GROUP_BY", null, C, A, B, C)).isTrue();
        assertThat(allows("rack", "GROUP_BY", null, A, A, B, C)).isFalse();
        assertThat(allows("rack", "GROUP_BY", null, A, A, C)).isTrue();
    }

    @Test
    void groupByWithANumberWaitsForThatManyGroups() {
        assertThat(allows("rack", "GROUP_BY", "2", A, A)).isFalse();
        assertThat(allows("rack", "GROUP_BY", "2", C, A)).isTrue();
        assertThat(allows("rack", "GROUP_BY", null, A, A)).isTrue();
    }

    @Test
    void likeAndUnlikeCompareWithARegularExpression() {
        assertThat(allows("hostname", "LIKE", "[ab]", A)).isTrue();
        assertThat(allows("hostname", "LIKE", "[ab]", C)).isFalse();
        assertThat(allows("hostname", "UNLIKE", "[ab]", A)).isFalse();
        assertThat(allows("hostname", "UNLIKE", "[ab]", C)).isTrue();
        assertThat(allows("rack", "LIKE", ".*", BARE)).isFalse();
        assertThat(allows("rack", "UNLIKE", ".*", BARE)).isTrue();
    }

    @Test
    void maxPerAllowsSoManyForEachValue() {
        assertThat(allows("rack", "MAX_PER", "2", A, A)).isTrue();
        assertThat(allows("rack", "MAX_PER", "2", A, A, B)).isFalse();
    }

    @Test
    void isComparesExactly() {
        assertThat(allows("@hostname", "IS", "a", A)).isTrue();
        assertThat(allows("@hostname", "IS", "a", B)).isFalse();
    }

    @Test
    void uniqueHostsHoldAcrossOffersAndFailures(@TempDir Path directory) {
        MarathonWorld world = new MarathonWorld(1, directory);
        world.running(world.app("/web", 3).constraint("hostname", "UNIQUE"));
        assertThat(world.cluster.live("/web"))
                .extracting(task -> task.info.agentId())
                .containsExactlyInAnyOrder("S1", "S2", "S3");
        String freed = world.instances("/web").get(0).agentId();
        world.fail(world.instances("/web").get(0));
        world.until("three run", () -> world.cluster.running("/web").size() == 3);
        assertThat(world.instances("/web").get(0).agentId()).isEqualTo(freed);
    }

    @Test
    void anUpgradeOfAnAppWithUniqueHostsFindsPlace(@TempDir Path directory) {
        MarathonWorld world = new MarathonWorld(1, directory);
        world.running(world.app("/web", 3).constraint("hostname", "UNIQUE"));
        world.running(world.app("/web", 3).constraint("hostname", "UNIQUE").cmd("new"));
        assertThat(world.cluster.live("/web")).hasSize(3);
    }

    @Test
    void whatNoOfferSuitsWaitsAndSaysSo(@TempDir Path directory) {
        MarathonWorld world = new MarathonWorld(1, directory);
        world.deploy(world.app("/web", 4).constraint("hostname", "UNIQUE"));
        world.run(Duration.ofMinutes(5));
        assertThat(world.cluster.live("/web")).hasSize(3);
        assertThat(world.core().queue()).singleElement().satisfies(entry -> {
            assertThat(entry.count()).isEqualTo(1);
            assertThat(entry.unusedOffers()).isPositive();
            assertThat(entry.processedOffers()).isGreaterThan(entry.unusedOffers());
        });
    }
}
