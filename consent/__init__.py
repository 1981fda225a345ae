"""The consent layer: who may read which part of a profile, why, and for how long.

Pure Python, standard library only. It decides; it stores nothing, fetches nothing and knows no clock.
"""
