package io.partita.testbed.marathon.orchestration;

import io.partita.testbed.marathon.app.AppDefinition;
import io.partita.testbed.settings.Bug;
import io.partita.testbed.settings.Profile;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How long apps whose tasks fail have to wait: backoffSeconds after the first failure, then backoffFactor times as long as
 * before, up to maxLaunchDelaySeconds, for each configuration of an app on its own. In classic a running task ends it; later a
 * delay is forgotten when no failure came for a minute after it was over.
 */
final class LaunchDelays {

    private static final double FORGOTTEN_AFTER_SECONDS = 60;

    /**
     * @param seconds unscaled length
     * @param until the loop's nanoseconds at its end
     */
    private record Delay(double seconds, long until) {}

    private record Key(String appId, String configuration) {
        static Key of(AppDefinition app) {
            return new Key(app.id(), app.lastConfigChangeAt());
        }
    }

    private final Context context;
    private final Map<Key, Delay> delays = new HashMap<>();

    LaunchDelays(Context context) {
        this.context = context;
    }

    void failed(AppDefinition app) {
        if (context.has(Bug.B30)) {
            return; // the pause is left out, however often it fails
        }
        Delay before = delays.get(Key.of(app));
        double seconds =
                before == null || isForgotten(before) ? app.backoffSeconds() : before.seconds() * app.backoffFactor();
        double limited = Math.min(seconds, app.maxLaunchDelaySeconds());
        long until = context.loop().nanos()
                + context.settings().scaledSeconds(limited).toNanos();
        delays.put(Key.of(app), new Delay(limited, until));
    }

    void running(AppDefinition app) {
        if (context.settings().profile() == Profile.CLASSIC) {
            delays.remove(Key.of(app));
        }
    }

    /** Scaled time that is left; zero if the app may be launched. */
    Duration left(AppDefinition app) {
        Delay delay = delays.get(Key.of(app));
        long left = delay == null ? 0 : delay.until() - context.loop().nanos();
        return Duration.ofNanos(Math.max(0, left));
    }

    void reset(String appId) {
        delays.keySet().removeIf(key -> key.appId().equals(appId));
    }

    private boolean isForgotten(Delay delay) {
        long quiet = context.settings().scaledSeconds(FORGOTTEN_AFTER_SECONDS).toNanos();
        return context.isAtLeast(Profile.LEGACY1) && context.loop().nanos() - delay.until() > quiet;
    }
}
