package io.partita.checker.internal.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.model.Model;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DelegatingModelTests {

    @Test
    void nothingThatAModelSaysIsLost() {
        assertThat(Model.class.getMethods())
                .allSatisfy(method -> assertThat(DelegatingModel.class.getDeclaredMethods())
                        .as(method.toString())
                        .anyMatch(own -> isOverriddenBy(method, own)));
    }

    private static boolean isOverriddenBy(Method method, Method own) {
        return own.getName().equals(method.getName())
                && Arrays.equals(own.getParameterTypes(), method.getParameterTypes());
    }
}
