package io.partita.provisioning.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.schmizz.sshj.common.LoggerFactory;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;

class SshjLoggersTests {

    @Test
    void commandTextIsNotLoggedEvenWhenEverythingIs() {
        var lines = new ArrayList<String>();
        Logger logger = new SshjLoggers(new EverythingLogged(lines)).getLogger("net.schmizz.sshj");
        logger.debug("Will request to exec `{}`", "secret");
        logger.trace("secret");
        assertThat(logger.isDebugEnabled()).isFalse();
        assertThat(lines).isEmpty();
    }

    @Test
    void whatSshjCallsAnErrorIsForThoseWhoLookClosely() {
        var lines = new ArrayList<String>();
        Logger logger = new SshjLoggers(new EverythingLogged(lines)).getLogger(SshjLoggersTests.class);
        logger.error("Dying because - {}", "of EOF");
        logger.info("hello");
        assertThat(lines).containsExactly("DEBUG Dying because - of EOF", "DEBUG hello");
    }

    private record EverythingLogged(List<String> lines) implements LoggerFactory {

        @Override
        public Logger getLogger(String name) {
            return new Recorder(lines);
        }

        @Override
        public Logger getLogger(Class<?> type) {
            return new Recorder(lines);
        }
    }

    private static final class Recorder extends LegacyAbstractLogger {

        private static final long serialVersionUID = 1L;

        private final transient List<String> lines;

        Recorder(List<String> lines) {
            this.lines = lines;
        }

        @Override
        protected void handleNormalizedLoggingCall(
                Level level, Marker marker, String message, Object[] arguments, Throwable cause) {
            lines.add(level + " " + message);
        }

        @Override
        protected String getFullyQualifiedCallerName() {
            return null;
        }

        @Override
        public boolean isTraceEnabled() {
            return true;
        }

        @Override
        public boolean isDebugEnabled() {
            return true;
        }

        @Override
        public boolean isInfoEnabled() {
            return true;
        }

        @Override
        public boolean isWarnEnabled() {
            return true;
        }

        @Override
        public boolean isErrorEnabled() {
            return true;
        }
    }
}
