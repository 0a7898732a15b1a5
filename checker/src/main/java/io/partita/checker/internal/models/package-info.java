/** The models that {@code io.partita.checker.Models} names. */
package io.partita.checker.internal.models;
