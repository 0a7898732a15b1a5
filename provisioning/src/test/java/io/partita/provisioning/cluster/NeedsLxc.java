package io.partita.provisioning.cluster;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A test that brings up nodes. It is skipped, with the reason, where this machine cannot carry any. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsLxc.Condition.class)
@interface NeedsLxc {

    /** Asks the machine once. */
    final class Condition implements ExecutionCondition {

        private static final List<LxcSupport.Missing> MISSING = LxcSupport.missing();

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return MISSING.isEmpty()
                    ? ConditionEvaluationResult.enabled("this machine can carry LXC nodes")
                    : ConditionEvaluationResult.disabled("no LXC nodes here: " + MISSING);
        }
    }
}
