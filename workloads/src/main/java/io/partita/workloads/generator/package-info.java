/** Pure schedules of operations: values that answer what comes next. */
package io.partita.workloads.generator;
