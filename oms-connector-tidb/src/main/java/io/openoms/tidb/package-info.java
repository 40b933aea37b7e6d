/**
 * The TiDB endpoint. Nothing is built here yet; {@code docs/design.md} sketches it against the SPI.
 */
package io.openoms.tidb;
