package io.partita.testbed.agent;

import tools.jackson.databind.json.JsonMapper;

/** How an agent's records are written down and read again. */
final class Mapper {

    static final JsonMapper JSON = JsonMapper.builder().build();

    private Mapper() {}
}
