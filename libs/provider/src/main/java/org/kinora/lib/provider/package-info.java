/** What providers of every kind need. */
@NullMarked
package org.kinora.lib.provider;

import org.jspecify.annotations.NullMarked;
