package io.partita.workloads.mesos.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.history.History;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ObservationsTests {

    private static final long MS = 1_000_000;

    private static History observed(String function, Object value) {
        return History.of(List.of(
                new Op(0, 5 * MS, 0, OpType.INVOKE, function, null, null, null),
                new Op(1, 9 * MS, 0, OpType.OK, function, null, value, null),
                new Op(2, 10 * MS, 0, OpType.INVOKE, function, null, null, null),
                new Op(3, 11 * MS, 0, OpType.FAIL, function, null, null, "refused")));
    }

    @Test
    void whatMastersSaidIsReadBackAsItWasRecorded() {
        var state = new ClusterState(
                "term-1",
                Map.of("n4", new ClusterState.Agent("S1", true)),
                1,
                List.of(new ClusterState.Framework("F1", "marathon", true)),
                Map.of("web.1", new ClusterState.Task("n4", "TASK_RUNNING", List.of("TASK_STARTING", "TASK_RUNNING"))),
                Map.of("web.0", new ClusterState.Task(null, "TASK_FAILED", List.of("TASK_RUNNING", "TASK_FAILED"))));
        var leader = new MasterView("n1", 200, null, true, "n1", Optional.of(state));
        var standby = new MasterView("n2", 307, "redirect: //10.0.0.1:5050", false, "n1", Optional.empty());
        var dead = new MasterView("n3", 0, "refused", false, null, Optional.empty());

        History history =
                observed(Observer.MASTERS, Map.of("n1", leader.toJson(), "n2", standby.toJson(), "n3", dead.toJson()));

        List<Sample<Map<String, MasterView>>> samples = Observations.of(history).masters();
        assertThat(samples).hasSize(1);
        assertThat(samples.get(0).value()).isEqualTo(Map.of("n1", leader, "n2", standby, "n3", dead));
        assertThat(samples.get(0))
                .extracting(Sample::from, Sample::to, Sample::fromIndex, Sample::index)
                .containsExactly(5 * MS, 9 * MS, 0, 1);
    }

    @Test
    void whatMarathonsSaidIsReadBackAsItWasRecorded() {
        var leader = new MarathonView("n1", 200, null, true, "n1", "F1");
        var broken = new MarathonView("n2", 502, "html", false, null, null);
        History history = observed(Observer.MARATHONS, Map.of("n1", leader.toJson(), "n2", broken.toJson()));
        assertThat(Observations.of(history).marathons().get(0).value()).isEqualTo(Map.of("n1", leader, "n2", broken));
    }

    @Test
    void appsAreReadBackAsTheyWereRecorded() {
        var task = new AppsView.Task("TASK_RUNNING", "n4", "v1", List.of(31000));
        var app = new AppsView.App(2, "v1", List.of("d1"), Map.of("web.1", task));
        var view = new AppsView("n2", Map.of("/web", app));
        History history = observed(Observer.APPS, view.toJson());
        assertThat(Observations.of(history).apps().get(0).value()).isEqualTo(view);
    }

    @Test
    void aMasterThatRedirectsToItselfIsToldFromOneThatRedirectsToTheLeader() {
        assertThat(new MasterView("n2", 307, "redirect", false, "n2", Optional.empty()).redirectsToItself())
                .isTrue();
        assertThat(new MasterView("n2", 307, "redirect", false, "n1", Optional.empty()).redirectsToItself())
                .isFalse();
        assertThat(new MasterView("n2", 200, null, true, "n2", Optional.empty()).redirectsToItself())
                .isFalse();
    }

    @Test
    void valuesOfAnotherKindHaveDefaultsInsteadOfCrashing() {
        assertThat(Observations.of(observed(Observer.MASTERS, Map.of("n1", "nonsense")))
                        .masters()
                        .get(0)
                        .value())
                .isEqualTo(Map.of("n1", new MasterView("n1", 0, null, false, null, Optional.empty())));
        assertThat(Observations.of(observed(Observer.MARATHONS, 7L))
                        .marathons()
                        .get(0)
                        .value())
                .isEmpty();
    }
}
