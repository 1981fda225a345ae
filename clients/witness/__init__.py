"""The witness: a second program that remembers how a log looked, and signs only what grew out of that.

It knows HTTP and the published contract alone, and owns its own key and memory. In real life it runs on another host, under
another's hands. What it speaks is C2SP tlog-witness.
"""
