package io.partita.workloads.mesos.leader;

import static io.partita.workloads.mesos.leader.Story.alone;
import static io.partita.workloads.mesos.leader.Story.expected;
import static io.partita.workloads.mesos.leader.Story.leading;
import static io.partita.workloads.mesos.leader.Story.redirecting;
import static io.partita.workloads.mesos.leader.Story.remembers;
import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.CheckResult;
import io.partita.checker.Verdict;
import io.partita.provisioning.system.mesos.Profile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MemoryCheckersTests {

    private static CheckResult schedule(Story story) throws InterruptedException {
        return story.judged(new ScheduleChecker(expected()));
    }

    private static CheckResult registry(Story story, Profile profile) throws InterruptedException {
        return story.judged(new RegistryChecker(expected(profile)));
    }

    @Test
    void whatWasAcknowledgedIsThereAfterAFailover() throws InterruptedException {
        CheckResult result = schedule(new Story()
                .mastersFollow("n1")
                .scheduled(1, "n1")
                .mastersFollow("n2")
                .memory(remembers("n2", List.of(1L), "S1")));
        assertThat(result.verdict()).isEqualTo(Verdict.VALID);
        assertThat(result.reason()).contains("1 reading", "1 change");
    }

    @Test
    void aScheduleThatIsGoneAfterAFailoverWasLost() throws InterruptedException {
        CheckResult result = schedule(new Story()
                .mastersFollow("n1")
                .scheduled(1, "n1")
                .mastersFollow("n2")
                .memory(remembers("n2", List.of(), "S1")));
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.reason())
                .contains("after the failover to n2", "acknowledged by the master on n1", "the leader showed none");
    }

    @Test
    void anOlderScheduleIsNoSubstitute() throws InterruptedException {
        CheckResult result = schedule(new Story()
                .mastersFollow("n1")
                .scheduled(1, "n1")
                .scheduled(2, "n1")
                .memory(remembers("n1", List.of(1L), "S1")));
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
    }

    @Test
    void aScheduleOfUnknownOutcomeMayBeThereOrNot() throws InterruptedException {
        Story story = new Story().mastersFollow("n1").scheduled(1, "n1").maybeScheduled(2);
        story.memory(remembers("n1", List.of(1L), "S1")).memory(remembers("n1", List.of(2L), "S1"));
        assertThat(schedule(story).verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void aDeposedLeaderMayShowWhatWasThereInItsTime() throws InterruptedException {
        CheckResult result = schedule(new Story()
                .mastersFollow("n1")
                .scheduled(1, "n1")
                .mastersFollow("n2")
                .scheduled(2, "n2")
                .memory(remembers("n1", List.of(1L), "S1"), remembers("n2", List.of(2L), "S1")));
        assertThat(result.verdict()).isEqualTo(Verdict.VALID);
        assertThat(result.details()).containsEntry("readingsJudged", 1L);
    }

    @Test
    void aLeaderThatShowsNoAgentMayNotHaveReadTheRegistry() throws InterruptedException {
        var fresh = new MasterMemory(
                "n2",
                200,
                true,
                "term-n2",
                0,
                0,
                Optional.of(true),
                Optional.of(List.of()),
                Optional.of(Set.of()),
                Set.of());
        CheckResult result = schedule(new Story()
                .mastersFollow("n1")
                .scheduled(1, "n1")
                .mastersFollow("n2")
                .memory(fresh));
        assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void aLoneMasterThatAcknowledgesAChangeHadNoMajority() throws InterruptedException {
        CheckResult result = schedule(new Story()
                .mastersFollow("n1")
                .injected("kill-masters", List.of("n2", "n3"), Map.of())
                .scheduled(1, "n1")
                .healed("kill-masters"));
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.reason())
                .contains("the master on n1", "without a majority of the masters, which kill-masters");
    }

    @Test
    void aMasterThatIsCutOffHasNoMajorityEither() throws InterruptedException {
        Story story = new Story().mastersFollow("n1").injected("partition-leader", List.of("n1"), alone("n1"));
        assertThat(schedule(story.scheduled(1, "n1").healed("partition-leader")).verdict())
                .isEqualTo(Verdict.INVALID);
    }

    @Test
    void oneDeadMasterLeavesAMajority() throws InterruptedException {
        CheckResult result = schedule(new Story()
                .mastersFollow("n1")
                .injected("kill-masters", List.of("n2"), Map.of())
                .scheduled(1, "n1")
                .memory(remembers("n1", List.of(1L), "S1"))
                .healed("kill-masters"));
        assertThat(result.verdict()).isEqualTo(Verdict.VALID);
    }

    private static Story agentGone() {
        return new Story()
                .mastersFollow("n1")
                .memory(remembers("n1", List.of(), "S1", "S2"))
                .mastersFollow("n2")
                .memory(remembers("n2", List.of(), "S1"));
    }

    @Test
    void anAgentThatTheNextLeaderDoesNotKnowWasForgotten() throws InterruptedException {
        CheckResult result = registry(agentGone(), Profile.MODERN);
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.reason()).contains("after the failover to n2", "1 agent", "S2");
    }

    @Test
    void anAgentThatIsUnreachableIsNotForgotten() throws InterruptedException {
        var memory = new MasterMemory(
                "n2",
                200,
                true,
                "term-n2",
                1,
                1,
                Optional.of(true),
                Optional.of(List.of()),
                Optional.of(Set.of("S1")),
                Set.of("S2"));
        CheckResult result = registry(
                new Story()
                        .mastersFollow("n1")
                        .memory(remembers("n1", List.of(), "S1", "S2"))
                        .mastersFollow("n2")
                        .memory(memory),
                Profile.MODERN);
        assertThat(result.verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void oldReleasesEraseAgentsThatAFaultTook() throws InterruptedException {
        Story cut = new Story()
                .injected("partition-leader", List.of("n1"), alone("n1"))
                .healed("partition-leader");
        cut.mastersFollow("n1")
                .memory(remembers("n1", List.of(), "S1", "S2"))
                .mastersFollow("n2")
                .memory(remembers("n2", List.of(), "S1"));
        assertThat(registry(cut, Profile.LEGACY1).verdict()).isEqualTo(Verdict.VALID);
        assertThat(registry(agentGone(), Profile.LEGACY1).verdict()).isEqualTo(Verdict.INVALID);
    }

    @Test
    void whatMastersRememberIsReadBackAsItWasRecorded() {
        MasterMemory memory = remembers("n1", List.of(1L, 2L), "S1", "S2");
        assertThat(MasterMemory.fromJson(Map.of("n1", memory.toJson()))).containsEntry("n1", memory);
        assertThat(MasterMemory.fromJson(
                        Map.of("n2", MasterMemory.silent("n2", 0).toJson())))
                .containsEntry("n2", MasterMemory.silent("n2", 0));
    }

    @Test
    void schedulesAreToldApartByTheirNumbers() {
        assertThat(Schedules.numbers(Schedules.of(7))).containsExactly(7L);
        assertThat(Schedules.of(7)).isNotEqualTo(Schedules.of(8));
    }

    @Test
    void twoFrameworksAreOneTooMany() throws InterruptedException {
        CheckResult one = new Story().mastersFollow("n1").marathonsFollow("n1").judged(new FrameworkChecker());
        assertThat(one.verdict()).isEqualTo(Verdict.VALID);
        CheckResult two = new Story()
                .mastersFollow("n1")
                .masters(leading("n1", "term-n1", "framework-2"), redirecting("n2", "n1"), redirecting("n3", "n1"))
                .judged(new FrameworkChecker());
        assertThat(two.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(two.reason()).contains("second framework: framework-2", "beside framework-1");
    }
}
