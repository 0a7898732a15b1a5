package io.partita.testbed.server;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Locale;

/** How a line of a log looks in the system that a component stands for. All times are UTC. */
public enum LogForm {
    /** Mesos, which logs with glog: {@code I1121 00:20:30.123456  4711 master] text}. */
    MESOS {
        @Override
        String line(Level level, Instant when, long pid, String component, String text) {
            ZonedDateTime time = when.atZone(ZoneOffset.UTC);
            return String.format(
                    Locale.ROOT,
                    "%s%02d%02d %tT.%06d %5d %s] %s",
                    level.name().charAt(0),
                    time.getMonthValue(),
                    time.getDayOfMonth(),
                    time,
                    time.getNano() / 1000,
                    pid,
                    component,
                    text);
        }
    },
    /** Marathon: {@code [2026-11-21 00:20:30,123] INFO  text (marathon)}. */
    MARATHON {
        @Override
        String line(Level level, Instant when, long pid, String component, String text) {
            ZonedDateTime time = when.atZone(ZoneOffset.UTC);
            return String.format(
                    Locale.ROOT,
                    "[%tF %tT,%03d] %-5s %s (%s)",
                    time,
                    time,
                    time.getNano() / 1_000_000,
                    level,
                    text,
                    component);
        }
    };

    /** How bad it is. */
    enum Level {
        INFO,
        WARN,
        ERROR
    }

    abstract String line(Level level, Instant when, long pid, String component, String text);
}
