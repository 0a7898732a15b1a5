package io.partita.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What others can depend on stays small enough to be learnt. */
class ApiSizeTests {

    private static final int MOST = 37;

    @Test
    void thePublicApiHasNoMoreTypesThanThese() throws Exception {
        List<String> api = publicTypes();

        assertThat(api).contains(Linearizability.class.getName());
        assertThat(api)
                .as(api.size() + " public top-level types outside internal packages")
                .hasSizeLessThanOrEqualTo(MOST);
    }

    private static List<String> publicTypes() throws Exception {
        Path classes = Path.of(Linearizability.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (Stream<Path> files = Files.walk(classes)) {
            return files.map(file -> classes.relativize(file).toString().replace('/', '.'))
                    .filter(file -> file.endsWith(".class") && !file.contains("$") && !file.contains(".internal."))
                    .map(file -> file.substring(0, file.length() - ".class".length()))
                    .filter(ApiSizeTests::isPublic)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isPublic(String name) {
        try {
            return !name.endsWith("package-info")
                    && Modifier.isPublic(Class.forName(name, false, ApiSizeTests.class.getClassLoader())
                            .getModifiers());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
