package io.partita.checker.history;

import java.util.Arrays;

/**
 * The storage of a history: an array per field and chunk, with repeated texts and keys held once. It grows chunk by chunk,
 * so that appending an event never waits for the events before it to be copied, and no more room is taken than one chunk
 * beyond what is needed.
 */
final class Columns {

    static final OpType[] TYPES = OpType.values();

    int size;
    int operations;
    /** Whether for any operation it was said when it was meant to begin. */
    boolean scheduled;

    final Interned<String> functions;
    final Interned<Object> keys;
    final Interned<String> errors;

    private Chunk[] chunks;
    private int chunkCount;

    Columns() {
        functions = new Interned<>();
        keys = new Interned<>();
        errors = new Interned<>();
        chunks = new Chunk[] {Chunk.first()};
        chunkCount = 1;
    }

    private Columns(Columns other) {
        size = other.size;
        operations = other.operations;
        scheduled = other.scheduled;
        functions = other.functions.copy();
        keys = other.keys.copy();
        errors = other.errors.copy();
        chunkCount = other.chunkCount;
        chunks = new Chunk[chunkCount];
        Arrays.setAll(chunks, i -> other.chunks[i].snapshot());
    }

    /** What is there now, for reading only; this may be appended to without changing it. */
    Columns snapshot() {
        for (int i = 0; i < chunkCount; i++) {
            chunks[i].trim(Math.min(Chunk.FULL, size - (i << Chunk.BITS)));
        }
        return new Columns(this);
    }

    void add(EventDraft event, int partner) {
        Chunk chunk = chunkWithRoom();
        int at = size & Chunk.MASK;
        chunk.times[at] = event.time;
        chunk.processes[at] = event.process;
        chunk.types[at] = (byte) event.type.ordinal();
        chunk.functionIds[at] = functions.id(event.f);
        chunk.keyIds[at] = keys.id(event.key);
        chunk.errorIds[at] = errors.id(event.error);
        chunk.partners[at] = partner;
        Chunk partners = null;
        if (partner >= 0) {
            partners = chunks[partner >> Chunk.BITS];
            partners.partners[partner & Chunk.MASK] = size;
        }
        chunk.setValue(at, event, partners, partner & Chunk.MASK);
        if (event.has(EventDraft.SCHEDULED)) {
            scheduled = true;
            chunk.setWaited(at, event.time - event.scheduled);
        }
        size++;
    }

    private Chunk chunkWithRoom() {
        int number = size >> Chunk.BITS;
        if (number == chunkCount) {
            if (chunkCount == chunks.length) {
                chunks = Arrays.copyOf(chunks, 2 * chunkCount);
            }
            chunks[chunkCount++] = Chunk.whole();
        }
        Chunk chunk = chunks[number];
        if ((size & Chunk.MASK) == chunk.room()) {
            chunk.grow();
        }
        return chunk;
    }

    long time(int place) {
        return chunks[place >> Chunk.BITS].times[place & Chunk.MASK];
    }

    int process(int place) {
        return chunks[place >> Chunk.BITS].processes[place & Chunk.MASK];
    }

    OpType type(int place) {
        return TYPES[chunks[place >> Chunk.BITS].types[place & Chunk.MASK]];
    }

    String function(int place) {
        return functions.get(chunks[place >> Chunk.BITS].functionIds[place & Chunk.MASK]);
    }

    int keyId(int place) {
        return chunks[place >> Chunk.BITS].keyIds[place & Chunk.MASK];
    }

    Object key(int place) {
        return keys.get(keyId(place));
    }

    String error(int place) {
        return errors.get(chunks[place >> Chunk.BITS].errorIds[place & Chunk.MASK]);
    }

    /** Of an invocation its completion, of a completion its invocation, else -1. */
    int partner(int place) {
        return chunks[place >> Chunk.BITS].partners[place & Chunk.MASK];
    }

    Object value(int place) {
        return chunks[place >> Chunk.BITS].value(place & Chunk.MASK);
    }

    /** By how much the event came later than it was meant to, in ns; 0 unless that was said. */
    long waited(int place) {
        return chunks[place >> Chunk.BITS].waited(place & Chunk.MASK);
    }
}
