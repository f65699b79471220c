/** What Logback must know of the framework it runs in. */
@NullMarked
package org.kinora.logging;

import org.jspecify.annotations.NullMarked;
