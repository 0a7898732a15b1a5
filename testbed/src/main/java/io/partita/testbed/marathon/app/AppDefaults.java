package io.partita.testbed.marathon.app;

import io.partita.testbed.marathon.app.AppDefinition.UnreachableStrategy;
import io.partita.testbed.settings.Durations;
import io.partita.testbed.settings.Knob;
import io.partita.testbed.settings.Profile;
import io.partita.testbed.settings.Settings;

/**
 * What an app is that says nothing else. Seconds are unscaled, as users would write them.
 *
 * @param portName the name of the one port that an app has unless it says otherwise; null for none
 */
public record AppDefaults(
        double backoffSeconds,
        double backoffFactor,
        double maxLaunchDelaySeconds,
        double healthGraceSeconds,
        double healthIntervalSeconds,
        UnreachableStrategy unreachable,
        String portName) {

    public static AppDefaults of(Settings settings) {
        boolean classic = settings.profile() == Profile.CLASSIC;
        return new AppDefaults(
                seconds(settings, Knob.MARATHON_BACKOFF_SECONDS),
                settings.number(Knob.MARATHON_BACKOFF_FACTOR),
                seconds(settings, Knob.MARATHON_BACKOFF_MAX),
                classic ? 15 : 300,
                classic ? 10 : 60,
                new UnreachableStrategy(
                        seconds(settings, Knob.MARATHON_UNREACHABLE_INACTIVE),
                        seconds(settings, Knob.MARATHON_UNREACHABLE_EXPUNGE)),
                settings.profile().isAtLeast(Profile.MODERN) ? "default" : null);
    }

    private static double seconds(Settings settings, Knob knob) {
        return Durations.parse(settings.text(knob)).toNanos() / 1e9;
    }
}
