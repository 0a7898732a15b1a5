package io.partita.workloads.mesos.agents;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AgentsEvidenceTests {

    private final RecordedAgents run = new RecordedAgents();

    @Test
    void aRunThatWasWatchedLacksNothing() {
        run.allFrom(0, 10)
                .begins(10, "agent-blip", "n3", "n3")
                .allFrom(11, 20)
                .ends(20, "agent-blip", "n3")
                .runs(22)
                .twoOf(AgentApps.SPREAD, 22);
        assertThat(AgentsEvidence.missing(run.history())).isEmpty();
    }

    @Test
    void aFaultThatNobodyWatchedProvesNothing() {
        run.begins(10, "agent-blip", "n3", "n3").ends(20, "agent-blip", "n3");
        assertThat(AgentsEvidence.missing(run.history()).orElseThrow())
                .contains("asked only 0 times while fault agent-blip", "was not collected", "were not seen");
    }

    @Test
    void aLossThatLosesNoAgentProvesNothing() {
        run.allFrom(0, 10)
                .begins(10, "agent-loss", "n3", "n3")
                .allFrom(11, 20)
                .ends(20, "agent-loss", "n3")
                .runs(22)
                .twoOf(AgentApps.SPREAD, 22);
        assertThat(AgentsEvidence.missing(run.history()).orElseThrow())
                .contains("no agent was lost by fault agent-loss");
    }
}
