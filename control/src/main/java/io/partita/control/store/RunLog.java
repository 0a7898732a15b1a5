package io.partita.control.store;

import java.nio.file.Path;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.FileAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.layout.PatternLayout;

/** The log file of one run: takes everything logged while it is open. */
public final class RunLog implements AutoCloseable {

    private static final String NAME = "run";

    private final LoggerContext context;
    private final FileAppender appender;

    private RunLog(LoggerContext context, FileAppender appender) {
        this.context = context;
        this.appender = appender;
    }

    /** Begins to log to {@code file}. */
    public static RunLog open(Path file) {
        LoggerContext context = (LoggerContext) LogManager.getContext(false);
        Configuration configuration = context.getConfiguration();
        FileAppender appender = FileAppender.newBuilder()
                .setName(NAME)
                .setConfiguration(configuration)
                .setFileName(file.toString())
                .setAppend(true)
                .setLayout(PatternLayout.newBuilder()
                        .setConfiguration(configuration)
                        .setPattern(
                                "%d{yyyy-MM-dd'T'HH:mm:ss.SSS}{UTC}Z %-5level [%thread] %logger{1.} - %msg%n%throwable")
                        .build())
                .build();
        appender.start();
        configuration.getRootLogger().addAppender(appender, Level.ALL, null);
        context.updateLoggers();
        return new RunLog(context, appender);
    }

    @Override
    public void close() {
        context.getConfiguration().getRootLogger().removeAppender(NAME);
        context.updateLoggers();
        appender.stop();
    }
}
