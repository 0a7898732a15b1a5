package io.partita.checker.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.checker.Budget;
import io.partita.checker.Linearizability;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SimulationTests {

    private static final Budget BUDGET = new Budget(Duration.ofSeconds(20), 1L << 30);

    static Stream<Recipe> smallRecipes() {
        return SimulatedObjects.names().stream()
                .flatMap(object -> Stream.of(0.0, 0.05)
                        .flatMap(crashes -> Stream.of(false, true)
                                .map(violated -> new Recipe(object, 4, 150, crashes, violated, 7))));
    }

    @ParameterizedTest
    @MethodSource("smallRecipes")
    void theVerdictIsTheOneByConstruction(Recipe recipe) throws Exception {
        Recipe.Made made = recipe.make();

        assertThat(Linearizability.check(recipe.model(), made.history(), BUDGET).verdict())
                .as(made.violation())
                .isEqualTo(recipe.violated() ? Verdict.INVALID : Verdict.VALID);
    }

    @ParameterizedTest
    @MethodSource("smallRecipes")
    void theSameRecipeMakesTheSameHistory(Recipe recipe) {
        assertThat(events(recipe.make().history()))
                .isEqualTo(events(recipe.make().history()));
    }

    @Test
    void anotherSeedMakesAnotherHistory() {
        List<Op> one = events(new Recipe("kv", 5, 100, 0, false, 1).make().history());
        List<Op> other = events(new Recipe("kv", 5, 100, 0, false, 2).make().history());

        assertThat(one).isNotEqualTo(other);
    }

    @ParameterizedTest
    @MethodSource("smallRecipes")
    void asManyOperationsAreInvokedAsAskedFor(Recipe recipe) {
        int extra = recipe.object().equals("mutex") && recipe.violated() ? 1 : 0;

        assertThat(recipe.make().history().operations()).isEqualTo(recipe.operations() + extra);
    }

    @Test
    void theShareOfCrashesIsThatOfTheRecipe() {
        History history =
                new Recipe("register", 10, 10_000, 0.05, false, 1).make().history();

        assertThat(count(history, OpType.INFO)).isBetween(400L, 600L);
    }

    @Test
    void withoutCrashesNothingIsUnknown() {
        History history = new Recipe("cas-small", 10, 1_000, 0, false, 1).make().history();

        assertThat(count(history, OpType.INFO)).isZero();
    }

    @Test
    void uniqueValuesAreWrittenOnce() {
        History history =
                new Recipe("cas-register", 10, 1_000, 0.05, false, 1).make().history();
        Map<Object, Integer> written = new HashMap<>();
        for (Op op : history) {
            if (op.type() == OpType.INVOKE && !op.f().equals("read")) {
                written.merge(op.value() instanceof List<?> pair ? pair.get(1) : op.value(), 1, Integer::sum);
            }
        }

        assertThat(written.values()).containsOnly(1);
    }

    @Test
    void clientsActAtTheSameTime() {
        History history = new Recipe("set", 30, 1_000, 0, false, 1).make().history();
        Set<Integer> open = new HashSet<>();
        int most = 0;
        for (Op op : history) {
            if (op.type() == OpType.INVOKE) {
                open.add(op.process());
            } else {
                open.remove(op.process());
            }
            most = Math.max(most, open.size());
        }

        assertThat(most).isBetween(20, 30);
    }

    @Test
    void anUnknownObjectIsRefusedByName() {
        assertThatThrownBy(() -> new Recipe("registre", 1, 1, 0, false, 1))
                .hasMessageContaining("registre")
                .hasMessageContaining("cas-small");
    }

    private static long count(History history, OpType type) {
        long found = 0;
        for (int i = 0; i < history.size(); i++) {
            found += history.type(i) == type ? 1 : 0;
        }
        return found;
    }

    private static List<Op> events(History history) {
        return Stream.iterate(0, i -> i < history.size(), i -> i + 1)
                .map(history::op)
                .toList();
    }
}
