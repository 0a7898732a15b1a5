package io.partita.checker.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Budget;
import io.partita.checker.Linearizability;
import io.partita.checker.LinearizabilityResult;
import io.partita.checker.LinearizabilityResult.Core;
import io.partita.checker.LinearizabilityResult.Violation;
import io.partita.checker.Models;
import io.partita.checker.history.Histories;
import io.partita.checker.history.History;
import io.partita.checker.model.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The recorded violations of etcd: each must be explained by few operations, and soon. */
class CoreCorpusTests {

    private static final Model<?> MODEL = Models.named("cas-register");

    @Test
    void everyBadLogOfEtcdHasASmallCertainCoreInNoTime() throws Exception {
        List<Integer> sizes = new ArrayList<>();
        List<Long> micros = new ArrayList<>();
        for (Path log : badLogs()) {
            History history = Histories.read(log, Optional.empty()).history();
            LinearizabilityResult result = Linearizability.check(MODEL, history, Budget.DEFAULT);

            Violation violation = result.violations().get(0);
            Core core = violation.core();
            assertThat(core.minimal()).as(log + " is certain").isTrue();
            assertThat(core.operations())
                    .as(log + " in small")
                    .hasSizeLessThanOrEqualTo(10)
                    .contains(violation.invocation());
            assertThat(core.from()).isLessThanOrEqualTo(core.operations().get(0));
            assertThat(core.to()).isEqualTo(violation.completion());
            sizes.add(core.operations().size());
            micros.add(result.elapsed().toNanos() / 1_000);
        }
        Collections.sort(sizes);
        Collections.sort(micros);
        System.out.println(sizes.size() + " logs; operations in a core: median " + sizes.get(sizes.size() / 2)
                + ", most " + sizes.get(sizes.size() - 1) + "; verdict and explanation: median "
                + micros.get(micros.size() / 2) + " µs, longest " + micros.get(micros.size() - 1) + " µs");
        assertThat(sizes).hasSizeGreaterThan(35);
        assertThat(sizes.get(sizes.size() / 2)).isEqualTo(2);
    }

    private static List<Path> badLogs() throws Exception {
        Path corpus = Path.of(CoreCorpusTests.class.getResource("/histories").toURI());
        try (Stream<String> lines = Files.lines(corpus.resolve("verdicts.tsv"))) {
            return lines.filter(line -> line.startsWith("porcupine-etcd/") && line.contains("\tbad\t"))
                    .map(line -> corpus.resolve(line.split("\t")[0]))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
