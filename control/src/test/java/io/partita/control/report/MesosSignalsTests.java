package io.partita.control.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.partita.control.report.Signal.Line;
import io.partita.control.report.Signal.Lines;
import io.partita.control.report.Signal.Look;
import io.partita.control.report.Signal.Row;
import io.partita.control.report.Signal.Stretch;
import io.partita.control.report.Signal.Strips;
import java.util.List;
import org.junit.jupiter.api.Test;

class MesosSignalsTests {

    private static final List<String> NOBODY = List.of();

    @Test
    void aServerLeadsFromTheFirstAnswerThatSaysSoToTheFirstThatDoesNot() {
        MesosRun run = new MesosRun()
                .at(100)
                .masters(List.of("n1"), NOBODY)
                .at(200)
                .masters(List.of("n2"), NOBODY)
                .at(300)
                .masters(List.of("n2"), NOBODY);

        assertThat(row(run, "Servers and leaders", "master n1").stretches())
                .containsExactly(
                        new Stretch(101, 201, Look.STRONG, ""), new Stretch(201, 301, Look.GOOD, "follows n2"));
    }

    @Test
    void aServerWithoutAGoodAnswerIsShownWithTheReasonAndIsTheWorstOutage() {
        MesosRun run = new MesosRun()
                .at(100)
                .masters(List.of("n1"), NOBODY)
                .at(200)
                .masters(NOBODY, NOBODY)
                .at(500)
                .masters(List.of("n1"), NOBODY)
                .at(600)
                .masters(List.of("n1"), NOBODY);

        assertThat(row(run, "Servers and leaders", "master n3").stretches())
                .contains(new Stretch(201, 501, Look.BAD, "timeout: no answer"));
        assertThat(Availability.worstOfServers(run.history()))
                .hasValueSatisfying(outage -> assertThat(outage.nanos()).isEqualTo(300_000_000));
    }

    @Test
    void listsOfAppsAreToldByTheServerThatWasAsked() {
        MesosRun run =
                new MesosRun().at(0).apps(1, 1).at(100).appsFail().at(200).apps(1, 1);

        assertThat(row(run, "Servers and leaders", "apps at n1").stretches())
                .extracting(Stretch::fromMs, Stretch::look, Stretch::text)
                .containsExactly(tuple(1.0, Look.GOOD, ""), tuple(101.0, Look.BAD, "refused"));
    }

    @Test
    void agentsAreKnownOnlyWhileExactlyOneMasterLeads() {
        MesosRun run = new MesosRun()
                .at(100)
                .masters(List.of("n1"), List.of("n4"))
                .at(200)
                .masters(List.of("n1", "n2"), List.of("n4"))
                .at(300)
                .masters(List.of("n2"), NOBODY)
                .at(400)
                .masters(List.of("n2"), NOBODY);

        assertThat(row(run, "Agents registered", "n4").stretches())
                .containsExactly(new Stretch(101, 201, Look.GOOD, "agent-n4"), new Stretch(301, 401, Look.BAD, ""));
    }

    @Test
    void instancesAreWantedAndReportedAndReallyRunning() {
        MesosRun run = new MesosRun()
                .at(0)
                .apps(2, 2)
                .processes("a", "b")
                .at(100)
                .processes("a")
                .at(200)
                .apps(3, 1);

        assertThat(lines(run, "Instances").lines())
                .extracting(
                        Line::name,
                        line -> line.points().stream().map(Signal.Point::value).toList())
                .containsExactly(
                        tuple("/web wanted", List.of(2.0, 3.0)),
                        tuple("/web reported", List.of(2.0, 1.0)),
                        tuple("/web running", List.of(2.0, 1.0)));
    }

    @Test
    void aRestartLastsFromTheDeathToTheNextStartAndOneThatNeverComesToTheEnd() {
        MesosRun run = new MesosRun()
                .at(0)
                .processes("a", "b")
                .at(100)
                .processes("b")
                .at(200)
                .processes("b", "c")
                .at(300)
                .processes("c")
                .at(400)
                .processes("c");

        assertThat(row(run, "Restarts", "/web").stretches())
                .extracting(Stretch::fromMs, Stretch::toMs, Stretch::look)
                .containsExactly(tuple(101.0, 201.0, Look.DOUBT), tuple(301.0, 401.0, Look.BAD));
    }

    @Test
    void observationsAreToldInAFewWords() {
        MesosRun run =
                new MesosRun().masters(List.of("n2"), List.of("n4")).apps(3, 1).processes("a");
        Operations operations = Operations.of(run.history());

        assertThat(operations.text(0, false)).isEqualTo("masters → n2 leads (1 agent, 0 tasks)");
        assertThat(operations.text(1, false)).isEqualTo("apps n1 → /web 1 of 3");
        assertThat(operations.text(2, false)).isEqualTo("processes → n4 1");
    }

    private static Row row(MesosRun run, String title, String name) {
        Strips strips = (Strips) signal(run, title);
        return strips.rows().stream()
                .filter(row -> row.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Lines lines(MesosRun run, String title) {
        return (Lines) signal(run, title);
    }

    private static Signal signal(MesosRun run, String title) {
        return Signals.of(run.summary(), run.history()).stream()
                .filter(signal -> signal.title().equals(title))
                .findFirst()
                .orElseThrow();
    }
}
