package io.partita.testbed.marathon.orchestration;

import io.partita.testbed.marathon.state.Instance;
import io.partita.testbed.runtime.Loop;
import io.partita.testbed.settings.Profile;
import java.time.Instant;
import java.util.UUID;

/**
 * Names for instances, tasks and deployments, none of them twice. From modern on an instance is {@code web.instance-UUID} and
 * its n-th task {@code web.instance-UUID._app.n}; before, every task is {@code web.UUID} and an instance of its own.
 */
final class Identifiers {

    /** Ticks of 100 ns between the beginning of the Gregorian calendar and 1970. */
    private static final long GREGORIAN = 0x01B2_1DD2_1381_4000L;

    private final Loop loop;
    private final Profile profile;
    private final long node;
    private long lastTicks;

    Identifiers(Loop loop, Profile profile) {
        this.loop = loop;
        this.profile = profile;
        // Clock sequence and node are random, the multicast bit says so; the variant is that of RFC 4122.
        this.node = loop.random().nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0100_0000_0000L;
    }

    String instance(String appId) {
        String infix = profile.isAtLeast(Profile.MODERN) ? ".instance-" : ".";
        return safe(appId) + infix + timeBased();
    }

    /** The name of the {@code incarnation}-th task of an instance. */
    String task(Instance instance, int incarnation) {
        return profile.isAtLeast(Profile.MODERN) ? instance.id() + "._app." + incarnation : instance.id();
    }

    /** A random UUID. */
    String deployment() {
        long high = loop.random().nextLong() & 0xFFFF_FFFF_FFFF_0FFFL | 0x4000L;
        long low = loop.random().nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }

    /** The app that a task was one of, by its name. */
    static String appOf(String taskId) {
        int dot = taskId.indexOf('.');
        return "/" + (dot < 0 ? taskId : taskId.substring(0, dot)).replace('_', '/');
    }

    /** The instance that a task was one of, by its name. */
    static String instanceOf(String taskId) {
        int suffix = taskId.indexOf("._app.");
        return suffix < 0 ? taskId : taskId.substring(0, suffix);
    }

    private static String safe(String appId) {
        return appId.substring(1).replace('/', '_');
    }

    private UUID timeBased() {
        Instant now = loop.wallClock();
        long ticks = Math.max(lastTicks + 1, now.getEpochSecond() * 10_000_000 + now.getNano() / 100 + GREGORIAN);
        lastTicks = ticks;
        long high = ticks << 32 | (ticks >>> 32 & 0xFFFF) << 16 | 0x1000 | ticks >>> 48 & 0x0FFF;
        return new UUID(high, node);
    }
}
