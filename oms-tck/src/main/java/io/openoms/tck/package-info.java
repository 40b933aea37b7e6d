/**
 * What every connector must pass, on real servers; the checks themselves are plain SQL.
 *
 * <p>A connector's test class implements the contracts it must meet and names its {@link
 * io.openoms.tck.TestedPair}:
 *
 * <pre>{@code
 * class MySourceIT implements FullCopyContract, SampleSchemasContract {
 *   @Override
 *   public TestedPair pair() {
 *     return new TestedPair(
 *         TestedServer.of(Servers.mysql80(), server -> …), TestedServer.of(Servers.oceanBase(), server -> …));
 *   }
 * }
 * }</pre>
 */
@NullMarked
package io.openoms.tck;

import org.jspecify.annotations.NullMarked;
