package io.partita.checker.linearizability;

import io.partita.checker.Budget;
import io.partita.checker.Linearizability;
import io.partita.checker.LinearizabilityResult;
import io.partita.checker.LinearizabilityResult.Core;
import io.partita.checker.Models;
import io.partita.checker.history.Histories;
import io.partita.checker.history.History;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Recorded violations of etcd. */
class CoreCorpusTests {

    @Test
    void x() throws Exception {
        Path corpus = Path.of(CoreCorpusTests.class.getResource("/histories").toURI());
        for (int pass = 0; pass < 2; pass++) {
            try (Stream<String> lines = Files.lines(corpus.resolve("verdicts.tsv"))) {
                for (String line : lines.filter(l -> l.contains("\tbad\t")).toList()) {
                    String[] c = line.split("\t");
                    History history = Histories.read(corpus.resolve(c[0]), Optional.empty())
                            .history();
                    long t = System.nanoTime();
                    LinearizabilityResult r = Linearizability.check(
                            Models.named(
                                    c[2],
                                    new Models.Settings(
                                            Optional.ofNullable(c[3].equals("0") ? (Object) 0L : null),
                                            io.partita.checker.model.NullRead.of(c[4]))),
                            history,
                            Budget.DEFAULT);
                    for (var v : r.violations()) {
                        Core core = v.core();
                        System.out.println(pass + " " + c[0] + " ops " + history.operations() + " core "
                                + core.operations().size() + " from " + core.from() + " to " + core.to() + " "
                                + core.start() + " min " + core.minimal() + " ms "
                                + r.elapsed().toNanos() / 1000 / 1000.0);
                    }
                }
            }
        }
    }
}
