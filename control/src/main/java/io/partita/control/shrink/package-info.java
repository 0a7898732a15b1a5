/**
 * A failing plan made as small as it can be while it still fails. First type to read:
 * {@link io.partita.control.shrink.Shrinker}, which knows nothing of runs.
 */
package io.partita.control.shrink;
