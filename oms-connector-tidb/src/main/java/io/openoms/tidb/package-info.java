/**
 * The TiDB endpoint. Only its name is known here yet; {@code docs/design.md} sketches it against
 * the SPI.
 */
package io.openoms.tidb;
