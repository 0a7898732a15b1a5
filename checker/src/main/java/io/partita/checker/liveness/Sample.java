package io.partita.checker.liveness;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Lengths of time in an HdrHistogram of microseconds, right to three digits. Not thread-safe. */
public final class Sample {

    private static final int DIGITS = 3;

    private final Histogram micros = new Histogram(DIGITS);

    /** Adds a length in ns; less than nothing counts as nothing. */
    public void add(long nanos) {
        micros.recordValue(Math.max(0, nanos) / 1_000);
    }

    public boolean isEmpty() {
        return micros.getTotalCount() == 0;
    }

    /** In ns. */
    public long median() {
        return micros.getValueAtPercentile(50) * 1_000;
    }

    /** The longest, ns. */
    public long worst() {
        return micros.getMaxValue() * 1_000;
    }

    /** That so much of all, in percent, was no longer, ns. */
    public long percentile(double percent) {
        return micros.getValueAtPercentile(percent) * 1_000;
    }

    /** Quantiles in ms, and the histogram itself, compressed, in base64; only the count if it is empty. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("count", micros.getTotalCount());
        if (isEmpty()) {
            return json;
        }
        json.put("minMs", millis(micros.getMinValue()));
        json.put("p50Ms", millis(micros.getValueAtPercentile(50)));
        json.put("p90Ms", millis(micros.getValueAtPercentile(90)));
        json.put("p99Ms", millis(micros.getValueAtPercentile(99)));
        json.put("maxMs", millis(micros.getMaxValue()));
        json.put("hdr", compressed());
        return json;
    }

    private static double millis(long micros) {
        return micros / 1e3;
    }

    private String compressed() {
        ByteBuffer buffer = ByteBuffer.allocate(micros.getNeededByteBufferCapacity());
        int length = micros.encodeIntoCompressedByteBuffer(buffer);
        byte[] bytes = new byte[length];
        buffer.flip().get(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
