package io.partita.control.mesos;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Verdict;
import io.partita.control.store.RunSummary;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code marathon-deploy} on real nodes. */
@Tag("nightly")
class MarathonDeployIT extends MesosRuns {

    MarathonDeployIT() {
        super("marathon-deploy");
    }

    private RunSummary runQuietly(String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("--nemesis", "none", "--time-limit", "25s"));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    @Test
    void upgradesAndScalingsKeepTheirPromises() throws Exception {
        RunSummary summary = runQuietly();
        assertThat(summary.verdict()).as(summary.reason()).isEqualTo(Verdict.VALID);
    }

    @Test
    void anUpgradeBelowItsMinimumIsFound() throws Exception {
        RunSummary summary = runQuietly("--system", "testbed:time.scale=5,bugs=B42");
        assertThat(summary.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(summary.reason()).contains("fewer than the", "minimumHealthCapacity");
    }
}
