package io.partita.testbed.agent;

import io.partita.testbed.messages.FrameworkInfo;
import io.partita.testbed.messages.TaskState;
import io.partita.testbed.settings.Profile;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/** What is called otherwise from one release to the next. */
record Wording(Profile profile) {

    /** An agent, as it calls itself. */
    String agent() {
        return profile.isAtLeast(Profile.LEGACY1) ? "agent" : "slave";
    }

    /** The same at the beginning of a sentence. */
    String capitalAgent() {
        return profile.isAtLeast(Profile.LEGACY1) ? "Agent" : "Slave";
    }

    /** The state of a task that does not exist, {@code aware} if its framework wants to hear of it exactly. */
    TaskState lost(FrameworkInfo framework, TaskState aware) {
        boolean tells = profile.isAtLeast(Profile.PA) && framework.isPartitionAware();
        return tells ? aware : TaskState.TASK_LOST;
    }

    /** A duration as libprocess prints it: in the largest unit that it reaches, such as {@code 1.25mins}. */
    static String elapsed(Duration duration) {
        double seconds = duration.toNanos() / 1e9;
        if (seconds >= 60) {
            return plain(seconds / 60) + "mins";
        }
        return seconds >= 1 ? plain(seconds) + "secs" : plain(seconds * 1000) + "ms";
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number)
                .setScale(3, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }
}
