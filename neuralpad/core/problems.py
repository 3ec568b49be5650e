"""Something is wrong with what was given: said in the teacher's words."""


class Problem(Exception):
    """What is wrong, where, and what to do about it.

    Parameters
    ----------
    template : str
        An English sentence with `{named}` places. The window translates the template, then fills the places in, so a
        template is always a literal.
    **values
        What goes into the places.
    """

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template.format(**values))
        self.template = template
        self.values = values
