package io.partita.checker.internal.transactions;

/**
 * What is known of the order in which the versions of a key followed each other, among those that committed
 * transactions wrote: a version's successors came after it, and between what they lead to and the version itself
 * nothing else is known. Acyclic.
 *
 * @param successors of every version those that are known to come next after it
 * @param readImpliesOrder whether a successor whose writer read the version was ordered by that read alone. Then the
 *     writers need no ww dependency, because they have the wr dependency; and should the database have ordered the
 *     versions the other way round, that alone would be G1c, so whatever is concluded holds for every model from
 *     read-committed up
 */
record VersionOrder(Pairs successors, boolean readImpliesOrder) {}
