/** Debezium as a competitor of the benchmarks, in a process of its own. */
package io.openoms.bench.debezium;
