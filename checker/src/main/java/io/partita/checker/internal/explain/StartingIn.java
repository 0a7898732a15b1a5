package io.partita.checker.internal.explain;

import io.partita.checker.internal.models.DelegatingModel;
import io.partita.checker.model.Model;

/** A model that starts elsewhere. */
record StartingIn<S>(Model<S> model, S initial) implements DelegatingModel<S> {}
