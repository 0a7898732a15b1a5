package io.partita.workloads.generator.internal;

import io.partita.workloads.generator.Generator;

/** A generator of this package: it keeps to the rules by construction and names its children in exceptions itself. */
interface BuiltIn extends Generator {}
