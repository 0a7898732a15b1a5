package io.partita.provisioning.system.mesos.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.provisioning.system.mesos.internal.Knobs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TablesTests {

    private static final Path OF_THE_TESTBED =
            Path.of("..", "testbed", "src", "main", "resources", "io", "partita", "testbed", "settings", "knobs.tsv");

    private final Tables tables = Tables.read();

    @Test
    void the_settings_have_the_names_kinds_and_defaults_of_the_testbeds_so_that_bounds_hold_for_both()
            throws Exception {
        Knobs testbed = Knobs.parse("knobs.tsv", Files.readAllLines(OF_THE_TESTBED));
        assertThat(tables.knobs().profiles()).isEqualTo(testbed.profiles());
        assertThat(tables.knobs().all())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("meaning")
                .containsExactlyElementsOf(testbed.all());
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "legacy1", "pa", "modern"})
    void every_setting_is_set_by_a_flag_or_has_a_reason_why_not_and_never_both(String profile) {
        for (Knobs.Knob knob : tables.knobs().all()) {
            boolean settable = !tables.flags(profile, flag -> flag.setting().equals(knob.name()))
                    .isEmpty();
            assertThat(settable)
                    .as(knob.name() + " in " + profile)
                    .isNotEqualTo(tables.whyFixed(profile, knob.name()).isPresent());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "legacy1", "pa", "modern"})
    void every_default_can_be_written_as_its_flag_wants_it(String profile) {
        for (Tables.Flag flag : tables.flags(profile, any -> true)) {
            String usual = tables.knobs()
                    .named(flag.setting())
                    .orElseThrow()
                    .defaults()
                    .get(profile);
            assertThat(usual.equals("none") ? "none" : flag.unit().write(usual))
                    .as(flag.setting())
                    .isNotBlank();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "legacy1", "pa", "modern"})
    void no_flag_of_a_server_is_set_twice(String profile) {
        for (String server : PassedFlags.SERVERS) {
            List<String> names = new java.util.ArrayList<>(
                    tables.flags(profile, flag -> flag.server().equals(server)).stream()
                            .map(Tables.Flag::name)
                            .toList());
            tables.launches(profile, server).stream()
                    .filter(Tables.Launch::isFlag)
                    .map(Tables.Launch::name)
                    .forEach(names::add);
            assertThat(names).as(server).doesNotHaveDuplicates().isNotEmpty();
        }
    }
}
