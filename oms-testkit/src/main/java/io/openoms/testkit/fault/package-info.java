/**
 * Puts faults between the engine and any endpoint: each call of each role can be refused before it
 * is made, lose its answer after it was made, be the last one of an engine that dies, or be the
 * moment at which a test does something else.
 */
@NullMarked
package io.openoms.testkit.fault;

import org.jspecify.annotations.NullMarked;
