/**
 * The example of {@code docs/connector-guide.md}: a connector of a family of its own, whose
 * "server" is a journal, a list of transactions. It shows that a connector needs nothing but {@code
 * oms-api}, and no edit anywhere else.
 */
@NullMarked
package io.openoms.tck.toy;

import org.jspecify.annotations.NullMarked;
