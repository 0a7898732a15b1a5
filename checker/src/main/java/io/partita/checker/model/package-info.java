/** Sequential specifications: what an object may answer when operations come one at a time. */
package io.partita.checker.model;
