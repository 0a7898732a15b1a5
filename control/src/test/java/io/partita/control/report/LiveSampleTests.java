package io.partita.control.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LiveSampleTests {

    private static final int LIMIT = 8_000;
    private static final int MANY = 400_000;

    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void upToTheLimitEverythingIsKept() {
        LiveSample sample = new LiveSample(LIMIT);
        for (int i = 0; i < LIMIT; i++) {
            sample.add(operation(i, "read", 0, 1_000));
        }

        assertThat(sample.operations()).hasSize(LIMIT).allMatch(operation -> operation.weight() == 1);
        assertThat(sample.thinnings()).isZero();
    }

    @Test
    void howeverManyComeTheLimitHoldsAndTheNewestAreWhole() {
        LiveSample sample = filled();

        assertThat(sample.operations())
                .hasSizeLessThanOrEqualTo(LIMIT)
                .isSortedAccordingTo(Comparator.comparingLong(ShownOperation::finish));
        assertThat(newest(sample, LIMIT / 4)).extracting(ShownOperation::weight).containsOnly(1L);
    }

    @Test
    void thoseThatAreKeptStandForAllOfTheirOutcome() {
        LiveSample sample = filled();

        assertThat(weight(sample, 0) + weight(sample, 1)).isEqualTo(MANY);
        assertThat(weight(sample, 1)).isEqualTo(MANY / 100);
    }

    @Test
    void noMaximumIsLost() {
        LiveSample sample = new LiveSample(LIMIT);
        for (int i = 0; i < MANY; i++) {
            sample.add(operation(i, "read", 0, i % 50_000 == 77 ? 9_000_000 + i : random.nextInt(1_000, 2_000)));
        }

        assertThat(sample.operations())
                .filteredOn(operation -> operation.took() >= 9_000_000)
                .hasSize(MANY / 50_000);
    }

    @Test
    void percentilesHardlyMove() {
        LiveSample sample = filled();

        // Durations are spread evenly from 0 to 10 000: the share that is faster tells the percentile.
        for (double share : List.of(0.1, 0.5, 0.9, 0.99)) {
            long faster = sample.operations().stream()
                    .filter(operation -> operation.took() <= share * 10_000)
                    .mapToLong(ShownOperation::weight)
                    .sum();
            assertThat(faster / (double) MANY).isBetween(share - 0.02, share + 0.02);
        }
    }

    @Test
    void theBeginningIsAsDenseAsWhatCameLater() {
        List<ShownOperation> older = filled().operations().stream()
                .filter(operation -> operation.weight() > 1)
                .toList();
        long middle = older.get(older.size() - 1).finish() / 2;

        assertThat(older.stream()
                                .filter(operation -> operation.finish() < middle)
                                .count()
                        / (double) older.size())
                .isBetween(0.3, 0.7);
    }

    @Test
    void whatIsRareIsNotThinned() {
        LiveSample sample = new LiveSample(LIMIT);
        for (int i = 0; i < MANY; i++) {
            sample.add(operation(i, "read", i % 20_000 == 0 ? 2 : 0, 1_000));
        }

        assertThat(sample.operations())
                .filteredOn(operation -> operation.outcome() == 2)
                .hasSize(MANY / 20_000)
                .allMatch(operation -> operation.weight() == 1);
    }

    @Test
    void namesThatNeverComeTwiceDoNotFillTheMemory() {
        LiveSample sample = new LiveSample(LIMIT);
        for (int i = 0; i < 10 * LIMIT; i++) {
            sample.add(operation(i, "f" + i, 0, 1_000));
        }

        assertThat(sample.operations()).hasSizeLessThanOrEqualTo(LIMIT);
    }

    private LiveSample filled() {
        LiveSample sample = new LiveSample(LIMIT);
        for (int i = 0; i < MANY; i++) {
            sample.add(operation(i, "read", i % 100 == 0 ? 1 : 0, random.nextInt(10_000)));
        }
        return sample;
    }

    private static List<ShownOperation> newest(LiveSample sample, int count) {
        List<ShownOperation> all = sample.operations();
        return all.subList(all.size() - count, all.size());
    }

    private static long weight(LiveSample sample, int outcome) {
        return sample.operations().stream()
                .filter(operation -> operation.outcome() == outcome)
                .mapToLong(ShownOperation::weight)
                .sum();
    }

    /** One that ended at {@code i} ms, in microseconds. */
    private static ShownOperation operation(int i, String function, int outcome, long took) {
        long finish = (i + 10_000) * 1_000L;
        return new ShownOperation(finish - took, finish, 0, function, outcome, i, 1, null, null, null, null, 0, 1);
    }
}
