package io.partita.provisioning.system.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.provisioning.system.mesos.internal.Knobs;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogTests {

    @Test
    void the_testbeds_own_files_are_understood() {
        Catalog catalog = TestbedData.catalog();
        assertThat(catalog.profiles()).containsExactly("classic", "legacy1", "pa", "modern");
        assertThat(catalog.bugs()).hasSize(43).containsKeys("B01", "B43");
        assertThat(catalog.knobs().named("registry.store.timeout").orElseThrow().defaults())
                .containsEntry("classic", "5s")
                .containsEntry("modern", "20s");
    }

    @Test
    void every_default_is_a_value_of_its_kind() {
        for (Knobs.Knob knob : TestbedData.catalog().knobs().all()) {
            assertThat(knob.defaults().values()).as(knob.name()).allMatch(knob.kind()::accepts);
        }
    }

    @Test
    void without_a_line_that_names_the_columns_nothing_is_guessed() {
        assertThatThrownBy(() -> Catalog.parse(List.of("zk.session\tduration\t10s\tsession"), List.of()))
                .hasMessageContaining("no line names the columns");
    }

    @Test
    void a_line_with_a_column_too_few_is_refused() {
        assertThatThrownBy(() -> Catalog.parse(
                        List.of("# name\tkind\told\tnew\tmeaning", "zk.session\tduration\t10s\tsession"), List.of()))
                .hasMessageContaining("not 5 columns");
    }
}
