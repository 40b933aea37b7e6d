/**
 * What every endpoint must do, whatever its server: a connector's author extends {@link
 * io.openoms.tck.contract.SourceContract} and {@link io.openoms.tck.contract.SinkContract} in a
 * test, gives them a fixture in which the server's own client writes and reads two columns, and
 * declares which of the optional behaviours the endpoint has. Those that are not declared must be
 * absent.
 */
@NullMarked
package io.openoms.tck.contract;

import org.jspecify.annotations.NullMarked;
