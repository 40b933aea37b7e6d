/**
 * An endpoint in memory that plays every role of {@link io.openoms.spi}: the shortest complete
 * connector, and what the engine is tested against where a real server would only be slower. A
 * {@link io.openoms.testkit.memory.MemoryServer} is the server, {@link
 * io.openoms.testkit.memory.MemoryEndpoint} its address; each role is a small class.
 *
 * <p>The server keeps one content: tables and bookkeeping. A transaction works on a copy, which
 * takes the content's place at its commit. So readers see whole transactions alone, and a rollback
 * forgets the copy.
 */
@NullMarked
package io.openoms.testkit.memory;

import org.jspecify.annotations.NullMarked;
