package io.partita.provisioning.remote;

import net.schmizz.sshj.common.LoggerFactory;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/**
 * SSHJ's loggers, made discreet. SSHJ writes the full text of every command at level DEBUG, so its DEBUG and TRACE are
 * dropped however logging is set up. What it logs at INFO and above is handed on at DEBUG: a failure reaches the caller
 * as an exception, and a broken connection is an expected event in a test that breaks networks.
 */
record SshjLoggers(LoggerFactory delegate) implements LoggerFactory {

    @Override
    public Logger getLogger(String name) {
        return new Discreet(delegate.getLogger(name));
    }

    @Override
    public Logger getLogger(Class<?> type) {
        return new Discreet(delegate.getLogger(type));
    }

    private static final class Discreet extends LegacyAbstractLogger {

        private static final long serialVersionUID = 1L;

        private final transient Logger target;

        Discreet(Logger target) {
            this.name = target.getName();
            this.target = target;
        }

        @Override
        protected void handleNormalizedLoggingCall(
                Level level, Marker marker, String message, Object[] arguments, Throwable cause) {
            target.debug(MessageFormatter.basicArrayFormat(message, arguments), cause);
        }

        @Override
        protected String getFullyQualifiedCallerName() {
            return null;
        }

        @Override
        public boolean isTraceEnabled() {
            return false;
        }

        @Override
        public boolean isDebugEnabled() {
            return false;
        }

        @Override
        public boolean isInfoEnabled() {
            return target.isDebugEnabled();
        }

        @Override
        public boolean isWarnEnabled() {
            return target.isDebugEnabled();
        }

        @Override
        public boolean isErrorEnabled() {
            return target.isDebugEnabled();
        }
    }
}
